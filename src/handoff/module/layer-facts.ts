import { type Json, type JsonObject } from "../../terraform-json/stack-json";
import { at, configsOf, resourcesOf } from "../variables/variable";
import { type Format } from "./format";
import { destroyBlockers, protectedText } from "./destroy-blockers";
import { type Module } from "./module";

/** What a person has to know of a layer to run it. */
export interface LayerFacts {
  readonly holds: string;
  readonly appliedFrom: string;
  readonly tearDown: string;
}

/** Of a module, as it is in this environment. `modules` are all of the environment. */
export function factsOf(module: Module, modules: readonly Module[], format: Format): LayerFacts {
  const { layer, source } = module;
  switch (layer) {
    case "state":
      return {
        holds: "the bucket that keeps the Terraform state of every module, and the key that encrypts it",
        appliedFrom: ANY_MACHINE,
        tearDown: `Last of all, and by hand, since the bucket holds the states of the other modules with their old versions. ${protectedText(module, format)}`,
      };
    case "network":
      return {
        holds: networkHolds(source),
        appliedFrom: ANY_MACHINE,
        tearDown: [
          "After the cluster.",
          ...(has(source, "aws_lb") ? ["The load balancer goes with this module."] : []),
          has(source, "aws_vpc")
            ? "A network interface that is left behind, mostly by a load balancer that outlived its controller, holds its subnet and group: find it with `aws ec2 describe-network-interfaces` before you run destroy again."
            : "The VPC and what is in it are only looked up, and stay.",
          protectedText(module, format),
        ]
          .filter((sentence) => sentence !== "")
          .join(" "),
      };
    case "cluster":
      return {
        holds: [
          "EKS with its OIDC provider, access entries, node groups and add-ons",
          ...(has(source, "aws_eks_fargate_profile") ? ["Fargate profiles"] : []),
          ...(has(source, "aws_ecr_repository") ? ["the image repositories"] : []),
          ...(has(source, "aws_s3_bucket") ? ["the model bucket"] : []),
        ].join("; "),
        appliedFrom: ANY_MACHINE,
        tearDown: `After models and platform. ${protectedText(module, format)}`.trim(),
      };
    case "platform":
      return {
        holds: `what runs in the cluster for everybody: Helm releases (${charts(source)}) with their IAM roles`,
        appliedFrom: reachingApi(modules),
        tearDown: `After the models, ${leftToController(modules)}, and before the cluster.`,
      };
    case "models":
      return {
        holds: `the namespace, the model APIs with their IAM roles, and ${entryOf(source)}`,
        appliedFrom: reachingApi(modules),
        tearDown: `First of all, while the controller still runs: ${modelsTearDown(modules)}.`,
      };
  }
}

/** Whether a destroy has to be prepared by an apply. */
export const blocksDestroy = (module: Module): boolean => destroyBlockers(module).length > 0;

const ANY_MACHINE = "any machine with credentials of the account";

const has = (json: JsonObject, type: string): boolean => Object.keys(resourcesOf(json, type)).length > 0;

const joinWithAnd = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;

const NETWORK_PARTS = [
  ["aws_subnet", "subnets"],
  ["aws_route_table", "routes"],
  ["aws_vpc_endpoint", "endpoints"],
  ["aws_security_group", "security groups"],
  ["aws_flow_log", "flow logs"],
] as const;

function networkHolds(source: JsonObject): string {
  const parts = joinWithAnd(NETWORK_PARTS.flatMap(([type, name]) => (has(source, type) ? [name] : [])));
  const network = has(source, "aws_vpc")
    ? `the VPC with ${parts}`
    : "look-ups of a VPC that exists, and of what is in it";
  return [
    network,
    ...(has(source, "aws_lb") ? ["the load balancer"] : []),
    ...(has(source, "aws_acm_certificate") ? ["the certificate"] : []),
  ].join("; ");
}

const charts = (source: JsonObject): string =>
  joinWithAnd(configsOf(source, "helm_release").map((release) => `\`${String(release["name"])}\``));

/** Only nodes and peers reach a private API; a public one lets in the ranges that it names. */
function reachingApi(modules: readonly Module[]): string {
  const isPublic = modules.some(({ source }) =>
    configsOf(source, "aws_eks_cluster").some(
      (cluster) => at(cluster, ["vpc_config", "endpoint_public_access"]) === true,
    ),
  );
  return isPublic
    ? "a machine that reaches IAM and the cluster's API, which lets in the ranges of `api_public_access_cidrs` and peers of the VPC"
    : "a machine that reaches the cluster's private API and IAM: a runner in a peered or VPN-connected network with egress";
}

const entriesOf = (source: JsonObject): string[] => [
  ...(has(source, "kubernetes_ingress_v1") ? ["Ingress"] : []),
  ...(configsOf(source, "kubernetes_service_v1").some(isLoadBalancer) ? ["Service"] : []),
];

const isLoadBalancer = (service: Json): boolean => at(service, ["spec", "type"]) === "LoadBalancer";

function entryOf(source: JsonObject): string {
  const entries = entriesOf(source);
  return entries.length > 0
    ? `the ${joinWithAnd(entries)} that the controller makes the load balancer for`
    : "what binds their pods to the target group of a load balancer";
}

const entriesIn = (modules: readonly Module[]): string[] =>
  modules.flatMap(({ layer, source }) => (layer === "models" ? entriesOf(source) : []));

const leftToController = (modules: readonly Module[]): string =>
  entriesIn(modules).length > 0
    ? "whose load balancers only the running controller can remove"
    : "whose target group bindings only the running controller can remove";

function modelsTearDown(modules: readonly Module[]): string {
  const entries = entriesIn(modules);
  if (entries.length > 0) return `the load balancer goes with its ${joinWithAnd(entries)}`;
  const owner = modules.some(({ source }) => has(source, "aws_lb"))
    ? "goes with the network module"
    : "is none of these modules' and stays";
  return `it takes the pods out of their target group. The load balancer ${owner}`;
}

/** How the load balancer goes, for who tears everything down. */
export const loadBalancersTearDown = (modules: readonly Module[]): string =>
  entriesIn(modules).length > 0
    ? "Load balancers go with the models while their controller still runs; whatever order skips that leaves interfaces behind which hold the VPC."
    : "The controller has to run while the models go: it alone removes their target group bindings, and a namespace that holds one does not go.";
