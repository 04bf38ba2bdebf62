import { lifecycleOf } from "../terraform/lifecycle";
import { type Json, type JsonObject, asArray, asObject } from "../terraform/stack-json";

/** Commands that set the number of nodes of a group whose desired size Terraform ignores. */
interface Resize {
  /** Name of the resource. */
  readonly resource: string;
  /** Name of the node group in EKS. */
  readonly group: string;
  /** `N` is a placeholder for the number of nodes. */
  readonly command: string;
  /** The command with other values of `--scaling-config`, such as `maxSize=5,desiredSize=3`. */
  readonly commandFor: (scaling: string) => string;
}

/**
 * Commands for those of `groups` whose desired size Terraform ignores. EKS rejects bounds that
 * exclude that size, and a desired size outside the current bounds (EKS API,
 * NodegroupScalingConfig, 2026-11-20).
 */
export function resizes(json: JsonObject, groups: readonly string[] = Object.keys(groupsOf(json))): Resize[] {
  const region = asObject(asArray(asObject(json["provider"])["aws"])[0])["region"];
  return groups.flatMap((resource) => {
    const config = asObject(groupsOf(json)[resource]);
    const { node_group_name: group } = config;
    const cluster = clusterName(json, config["cluster_name"]);
    if (!leftSizes(config).number || typeof group !== "string" || cluster === undefined) return [];
    const place = typeof region === "string" ? ` --region ${region}` : "";
    const commandFor = (scaling: string): string =>
      `aws eks update-nodegroup-config${place} --cluster-name ${cluster} --nodegroup-name ${group} --scaling-config ${scaling}`;
    return [{ resource, group, command: commandFor("desiredSize=N"), commandFor }];
  });
}

/** Sizes of a group that Terraform sets at its creation only. */
export function leftSizes(group: JsonObject) {
  const { ignore_changes: ignored } = lifecycleOf(group);
  const paths = asArray(ignored).map(String);
  return {
    /** All of them. */
    all: ignored === "all" || paths.some((path) => /^(\$\{)?scaling_config(\[0\]|\.0)?\}?$/.test(path)),
    /** The number of nodes. */
    number:
      ignored === "all" ||
      paths.some((path) => /^(\$\{)?scaling_config(\[0\]|\.0)?(\.desired_size)?\}?$/.test(path)),
    /** The number alone is left to an autoscaler, beside a schedule that sets the bounds. */
    onlyNumber: paths.some((path) => path.includes(".desired_size")),
  };
}

const groupsOf = (json: JsonObject): JsonObject => resourcesIn(json, "aws_eks_node_group");
const resourcesIn = (json: JsonObject, type: string): JsonObject =>
  asObject(asObject(json["resource"])[type]);

/** A literal name, or the name of the cluster that the value refers to. */
function clusterName(json: JsonObject, value: Json | undefined): string | undefined {
  if (typeof value !== "string") return undefined;
  const resource = /^\$\{aws_eks_cluster\.(\w+)\.(?:name|id)\}$/.exec(value)?.[1];
  const name =
    resource === undefined ? value : asObject(resourcesIn(json, "aws_eks_cluster")[resource])["name"];
  return typeof name === "string" && !name.includes("${") ? name : undefined;
}
