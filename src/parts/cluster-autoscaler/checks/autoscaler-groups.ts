import { type ClusterAutoscaler, clusterAutoscalers } from "./cluster-autoscalers";
import { homeOf, resolveReferences } from "../../../infrastructure/text-references";
import { groupTags } from "../facts/cluster-autoscaler";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asArray, asObject, text } from "../../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const autoscalerGroups: Check = {
  ...ruleOf(TEXTS, "autoscaler-groups"),
  run: (plan) =>
    clusterAutoscalers(plan).flatMap((each) =>
      combinedFinding(each.release.resource, "Cluster Autoscaler", groupProblems(plan, each)),
    ),
};

function groupProblems(plan: EnvironmentPlan, autoscaler: ClusterAutoscaler): string[] {
  const { release, values } = autoscaler;
  const [cluster] = plan.resources("aws_eks_cluster");
  const own = cluster
    ? resolveReferences(plan, { layer: cluster.layer, value: cluster.config.name })
    : undefined;
  const discovery = asObject(values["autoDiscovery"]);
  const { layer } = release.resource;
  const named =
    discovery["clusterName"] === undefined
      ? "missing"
      : resolveReferences(plan, { layer, value: discovery["clusterName"] });
  const { region } = homeOf(plan);
  return [
    ...(values["cloudProvider"] === "aws"
      ? []
      : [`cloudProvider is ${String(values["cloudProvider"])}, expected aws`]),
    ...(values["awsRegion"] === region
      ? []
      : [
          `awsRegion is ${text(values["awsRegion"]) || "missing"}, expected ${region}: its pods cannot read instance metadata`,
        ]),
    ...(own === undefined || named === own
      ? tagProblems(asArray(discovery["tags"]).map(String), named)
      : [`autoDiscovery.clusterName is ${named}, expected ${own}`]),
  ];
}

/** The groups must have all tags that it looks for, and those of another cluster must lack one. */
function tagProblems(wanted: readonly string[], cluster: string): string[] {
  const own = groupTags(cluster);
  const others = groupTags(`not-${cluster}`);
  const read = wanted.map((tag) => {
    const [key = "", value] = tag.replaceAll(CLUSTER_NAME, cluster).split("=");
    return { key, value };
  });
  const isOn = (tags: Readonly<Record<string, string>>, { key, value }: (typeof read)[number]): boolean =>
    tags[key] !== undefined && (value === undefined || tags[key] === value);
  const missing = read.filter((tag) => !isOn(own, tag));
  return [
    ...missing.map(({ key }) => `it looks for groups with the tag ${key}, which EKS does not set`),
    ...(read.every((tag) => isOn(others, tag))
      ? ["autoDiscovery.tags select node groups of every cluster of the account"]
      : []),
  ];
}

/** The template in the chart's default of the tags. */
const CLUSTER_NAME = /\{\{\s*\.Values\.autoDiscovery\.clusterName\s*\}\}/g;
