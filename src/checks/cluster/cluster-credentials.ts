import { LAYERS, type Layer } from "../../base/layers";
import { partsInText } from "../../infrastructure/claims";
import { homeOf, reference, resolveReferences } from "../../infrastructure/text-references";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { block, isTrue, type JsonObject, text, texts } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const clusterCredentials: Check = {
  ...ruleOf(TEXTS, "cluster-credentials"),
  run: (plan) =>
    LAYERS.flatMap((layer) => {
      const { kubernetes, helm } = plan.stack(layer)?.providers ?? {};
      const connections = [
        ["Kubernetes provider", "provider.kubernetes", kubernetes && block(kubernetes)],
        ["Helm provider", "provider.helm", helm && block(block(helm)["kubernetes"])],
      ] as const;
      return connections.flatMap(([title, address, connection]) =>
        connection
          ? combinedFinding({ layer, address }, title, connectionProblems(plan, layer, connection))
          : [],
      );
    }),
};

const KEPT = ["token", "password", "client_key", "client_certificate", "config_path", "config_paths"];

function connectionProblems(plan: EnvironmentPlan, layer: Layer, connection: JsonObject): string[] {
  const [cluster] = plan.resources("aws_eks_cluster");
  const names = (value: JsonObject[string] | undefined, attribute: string): boolean => {
    const named = reference(plan, { layer, value });
    return named !== undefined && named.target === cluster && named.attribute === attribute;
  };
  const authority = plan.follow({ layer, value: connection["cluster_ca_certificate"] }).value;
  const encoded = partsInText("base64decode(DATA)", text(authority))?.template("DATA");
  const exec = block(connection["exec"]);
  const args = texts(exec["args"]).map((value) => resolveReferences(plan, { layer, value }));
  const wanted = [
    "eks",
    "get-token",
    "--cluster-name",
    cluster ? resolveReferences(plan, { layer: cluster.layer, value: cluster.config.name }) : "",
    "--region",
    homeOf(plan).region,
  ];
  const [option, role, ...more] = args.slice(wanted.length);
  return [
    ...(names(connection["host"], "endpoint")
      ? []
      : ["its host is not the endpoint of this environment's cluster"]),
    ...(names(encoded, "certificate_authority[0].data")
      ? []
      : ["its certificate authority is not the cluster's"]),
    ...(exec["command"] === "aws" &&
    args.slice(0, wanted.length).join(" ") === wanted.join(" ") &&
    (option === undefined || (option === "--role-arn" && role !== undefined && more.length === 0))
      ? []
      : [`its credential does not come from aws ${wanted.join(" ")}`]),
    ...(role === undefined || isAdministrator(plan, role)
      ? []
      : [`it assumes ${role}, which has no access entry with administrator rights`]),
    ...(text(exec["api_version"]) === "client.authentication.k8s.io/v1beta1" ||
    text(exec["api_version"]) === "client.authentication.k8s.io/v1"
      ? []
      : [
          `its credential has API version ${String(exec["api_version"] ?? "missing")}, expected client.authentication.k8s.io/v1beta1 or v1`,
        ]),
    ...(isTrue(connection["insecure"]) ? ["it accepts any certificate: insecure is true"] : []),
    ...KEPT.filter((key) => connection[key] !== undefined).map((key) => `${key} is in the configuration`),
  ];
}

/** Whether a role has an access entry, and the policy of cluster administrators. */
function isAdministrator(plan: EnvironmentPlan, role: string): boolean {
  const principals = (type: string, isWanted: (resource: PlannedResource) => boolean): string[] =>
    plan
      .resources(type)
      .filter(isWanted)
      .map((each) => resolveReferences(plan, inLayer(each, each.config["principal_arn"])));
  const isAdminPolicy = ({ config }: PlannedResource): boolean =>
    String(config["policy_arn"]).endsWith(":cluster-access-policy/AmazonEKSClusterAdminPolicy");
  return (
    principals("aws_eks_access_entry", () => true).includes(role) &&
    principals("aws_eks_access_policy_association", isAdminPolicy).includes(role)
  );
}
