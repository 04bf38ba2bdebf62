import { type Json, type JsonObject, asArray, asObject } from "../../terraform-json/stack-json";
import { at, resourcesOf } from "./variable";

/** Command that sets the number of nodes of a group whose desired size Terraform ignores. */
export interface Resize {
  /** Name of the node group in EKS. */
  readonly group: string;
  /** `N` is a placeholder for the number of nodes. */
  readonly command: string;
}

/**
 * Commands for those of `groups` whose desired size Terraform ignores. EKS rejects bounds that exclude that size, and a
 * desired size outside the current bounds (EKS API, NodegroupScalingConfig, 2026-11-20).
 */
export function resizes(
  json: JsonObject,
  groups: readonly string[] = Object.keys(resourcesOf(json, "aws_eks_node_group")),
): Resize[] {
  const region = at(json, ["provider", "aws", 0, "region"]);
  return groups.flatMap((resource) => {
    const config = asObject(resourcesOf(json, "aws_eks_node_group")[resource]);
    const ignored = asArray(at(config, ["lifecycle", "ignore_changes"]));
    const { node_group_name: group } = config;
    const cluster = clusterName(json, config["cluster_name"]);
    const isIgnored = ignored.some((argument) => String(argument).endsWith("desired_size"));
    if (!isIgnored || typeof group !== "string" || cluster === undefined) return [];
    const place = typeof region === "string" ? ` --region ${region}` : "";
    const command = `aws eks update-nodegroup-config${place} --cluster-name ${cluster} --nodegroup-name ${group} --scaling-config desiredSize=N`;
    return [{ group, command }];
  });
}

/** A literal name, or the name of the cluster that the value refers to. */
function clusterName(json: JsonObject, value: Json | undefined): string | undefined {
  if (typeof value !== "string") return undefined;
  const resource = /^\$\{aws_eks_cluster\.(\w+)\.(?:name|id)\}$/.exec(value)?.[1];
  const name = resource === undefined ? value : at(resourcesOf(json, "aws_eks_cluster"), [resource, "name"]);
  return typeof name === "string" && !name.includes("${") ? name : undefined;
}
