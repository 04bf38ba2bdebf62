import { type Json, type JsonObject } from "../../terraform/stack-json";
import { configsOf, ofType, seek } from "../variables/variable";
import { type Format } from "./format";
import { destroyBlockers, protectedText } from "./destroy-blockers";
import { type Module } from "./module";

/** Facts that a README states about a layer. */
export interface LayerFacts {
  readonly holds: string;
  readonly appliedFrom: string;
  readonly tearDown: string;
}

/** Facts about a module in its environment. `modules` are all modules of the environment. */
export function layerFactsOf(module: Module, modules: readonly Module[], format: Format): LayerFacts {
  const { layer, source } = module;
  switch (layer) {
    case "state":
      return {
        holds: "the S3 bucket for the Terraform state of every module, and the KMS key that encrypts it",
        appliedFrom: ANY_MACHINE,
        tearDown: `Destroy this module last, and by hand: the bucket contains the states of the other modules, with their old versions. ${protectedText(module, format)}`,
      };
    case "network":
      return {
        holds: networkHolds(source),
        appliedFrom: ANY_MACHINE,
        tearDown: [
          "Destroy this module after the cluster.",
          ...(has(source, "aws_lb") ? ["The load balancer is destroyed with this module."] : []),
          has(source, "aws_vpc")
            ? "A network interface that remains, usually of a load balancer that outlived its controller, blocks the deletion of its subnet and security group. Find it with `aws ec2 describe-network-interfaces` before you run destroy again."
            : "The VPC and its resources are only looked up, and remain.",
          protectedText(module, format),
        ]
          .filter((sentence) => sentence !== "")
          .join(" "),
      };
    case "cluster":
      return {
        holds: [
          "the EKS cluster with its OIDC provider, access entries, node groups and add-ons",
          ...(has(source, "aws_eks_fargate_profile") ? ["Fargate profiles"] : []),
          ...(has(source, "aws_ecr_repository") ? ["the image repositories"] : []),
          ...(has(source, "aws_s3_bucket") ? ["the model bucket"] : []),
        ].join("; "),
        appliedFrom: ANY_MACHINE,
        tearDown: `Destroy this module after models and platform. ${protectedText(module, format)}`.trim(),
      };
    case "platform":
      return {
        holds: `the components that all models share: Helm releases (${charts(source)}) with their IAM roles`,
        appliedFrom: reachingApi(modules),
        tearDown: `Destroy this module after the models, ${leftToController(modules)}, and before the cluster.`,
      };
    case "models":
      return {
        holds: `the namespace, the model APIs with their IAM roles, and ${entryOf(source)}`,
        appliedFrom: reachingApi(modules),
        tearDown: `Destroy this module first, while the load balancer controller still runs: ${modelsTearDown(modules)}.`,
      };
  }
}

/** Whether an apply must prepare the destroy. */
export const blocksDestroy = (module: Module): boolean => destroyBlockers(module).length > 0;

const ANY_MACHINE = "any machine with credentials for the account";

const has = (json: JsonObject, type: string): boolean => Object.keys(ofType(json, type)).length > 0;

export const joinWithAnd = (parts: readonly string[]): string =>
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
    : "data sources for an existing VPC and its resources";
  return [
    network,
    ...(has(source, "aws_lb") ? ["the load balancer"] : []),
    ...(has(source, "aws_acm_certificate") ? ["the certificate"] : []),
  ].join("; ");
}

const charts = (source: JsonObject): string =>
  joinWithAnd(configsOf(source, "helm_release").map((release) => `\`${String(release["name"])}\``));

/** Only nodes and peered networks reach a private API; a public API also allows its listed ranges. */
function reachingApi(modules: readonly Module[]): string {
  const isPublic = modules.some(({ source }) =>
    configsOf(source, "aws_eks_cluster").some(
      (cluster) => seek(cluster, ["vpc_config", "endpoint_public_access"]) === true,
    ),
  );
  return isPublic
    ? "a machine that reaches IAM and the cluster's API, which allows the ranges of `api_public_access_cidrs` and peers of the VPC"
    : "a machine that reaches IAM and the cluster's private API, such as a runner with internet access in a peered or VPN-connected network";
}

const entriesOf = (source: JsonObject): string[] => [
  ...(has(source, "kubernetes_ingress_v1") ? ["Ingress"] : []),
  ...(configsOf(source, "kubernetes_service_v1").some(isLoadBalancer) ? ["Service"] : []),
];

const isLoadBalancer = (service: Json): boolean => seek(service, ["spec", "type"]) === "LoadBalancer";

function entryOf(source: JsonObject): string {
  const entries = entriesOf(source);
  return entries.length > 0
    ? `the ${joinWithAnd(entries)} for which the controller creates the load balancer`
    : "the bindings of their pods to the target group of a load balancer";
}

const entriesIn = (modules: readonly Module[]): string[] =>
  modules.flatMap(({ layer, source }) => (layer === "models" ? entriesOf(source) : []));

const leftToController = (modules: readonly Module[]): string =>
  entriesIn(modules).length > 0
    ? "whose load balancers only the running controller can delete"
    : "whose target group bindings only the running controller can remove";

function modelsTearDown(modules: readonly Module[]): string {
  const entries = entriesIn(modules);
  if (entries.length > 0)
    return `the controller deletes the load balancer together with the ${joinWithAnd(entries)}`;
  const owner = modules.some(({ source }) => has(source, "aws_lb"))
    ? "is destroyed with the network module"
    : "belongs to none of these modules and remains";
  return `the controller removes the pods from their target group. The load balancer ${owner}`;
}

/** Volumes of claims that a destroy leaves; empty without a StorageClass. */
export const volumesTearDown = (modules: readonly Module[]): string =>
  modules.some(({ source }) => has(source, "kubernetes_storage_class_v1"))
    ? " The driver in the cluster deletes volumes with their claims. Before you destroy `cluster`, delete the claims that `kubectl get persistentvolumeclaims --all-namespaces` lists, and wait until `kubectl get persistentvolumes` lists none: other volumes remain in the account, and are billed."
    : "";

/** Deletion of load balancers or target group bindings, for the page of the whole bundle. */
export const loadBalancersTearDown = (modules: readonly Module[]): string =>
  entriesIn(modules).length > 0
    ? "Destroy the models while the load balancer controller still runs, because the controller deletes their load balancers. Otherwise network interfaces remain and block the deletion of the VPC."
    : "Destroy the models while the load balancer controller still runs: only the controller removes their target group bindings, and Kubernetes does not delete a namespace that contains one.";
