import { NODE_GROUP_LABEL } from "../../core/labels";
import { type JsonObject, asArray, asObject } from "../../synthesized/stack-json";
import { validationsOf } from "./limits";
import { type Leaf, type Path, type Tie, at, resourcesOf, tie } from "./variable";

export function clusterTies(json: JsonObject): Tie[] {
  return [...nodeGroupTies(json), ...logRetention(json), ...publicAccess(json)];
}

/** A group of the YAML is one managed group in each zone, all of one size. */
function nodeGroupTies(json: JsonObject): Tie[] {
  const groups = new Map<string, string[]>();
  for (const [name, group] of Object.entries(resourcesOf(json, "aws_eks_node_group"))) {
    const label = asObject(asObject(group)["labels"])[NODE_GROUP_LABEL];
    if (typeof label === "string") groups.set(label, [...(groups.get(label) ?? []), name]);
  }
  return [...groups].flatMap(([group, names]) => ofNodeGroup(json, group, names));
}

function ofNodeGroup(json: JsonObject, group: string, names: readonly string[]): Tie[] {
  const prefix = `node_group_${group.replaceAll("-", "_")}`;
  const inEach = (...path: Path): Leaf[] =>
    names.map((name) => ({ path: ["resource", "aws_eks_node_group", name, ...path] }));
  const variable = (name: string, leaves: Leaf[], description: string, key: string): Tie[] =>
    tie(json, leaves, {
      name: `${prefix}_${name}`,
      description,
      validations: validationsOf(`${prefix}_${name}`, ["cluster", "nodeGroups", group, key]),
    });
  return [
    ...variable(
      "instance_types",
      inEach("instance_types"),
      `EC2 instance types of node group ${group}, of the architecture that its ami_type names.`,
      "instanceTypes",
    ),
    ...variable(
      "min_per_zone",
      // What is wanted at first; the autoscaler moves it, and the group ignores that.
      [...inEach("scaling_config", "min_size"), ...inEach("scaling_config", "desired_size")],
      `Fewest nodes of node group ${group} in each zone.`,
      "minPerZone",
    ),
    ...variable(
      "max_per_zone",
      inEach("scaling_config", "max_size"),
      `Most nodes of node group ${group} in each zone.`,
      "maxPerZone",
    ),
    ...variable(
      "disk_gib",
      launchTemplateDisks(json, names),
      `Size of the root disk of node group ${group}, in GiB. Nodes are replaced, one after the other.`,
      "diskGiB",
    ),
  ];
}

/** Groups of all zones share a launch template. */
function launchTemplateDisks(json: JsonObject, names: readonly string[]): Leaf[] {
  const templates = names.flatMap((name) => {
    const id = at(json, ["resource", "aws_eks_node_group", name, "launch_template", "id"]);
    return /^\$\{aws_launch_template\.(\w+)\.id\}$/.exec(String(id))?.[1] ?? [];
  });
  return [...new Set(templates)].flatMap((template) => {
    const disks: Path = ["resource", "aws_launch_template", template, "block_device_mappings"];
    return asArray(at(json, disks)).map((_, index) => ({ path: [...disks, index, "ebs", "volume_size"] }));
  });
}

function logRetention(json: JsonObject): Tie[] {
  const leaves = Object.keys(resourcesOf(json, "aws_cloudwatch_log_group")).map((name) => ({
    path: ["resource", "aws_cloudwatch_log_group", name, "retention_in_days"],
  }));
  return tie(json, leaves, {
    name: "log_retention_days",
    description: "How long logs of the control plane and of containers are kept, in days.",
    validations: validationsOf("log_retention_days", ["cluster", "logRetentionDays"]),
  });
}

/** Whether there is a public endpoint at all is not for a variable to say. */
function publicAccess(json: JsonObject): Tie[] {
  const leaves = Object.keys(resourcesOf(json, "aws_eks_cluster"))
    .map((name) => ({ path: ["resource", "aws_eks_cluster", name, "vpc_config", "public_access_cidrs"] }))
    .filter(({ path }) => asArray(at(json, path)).length > 0);
  return tie(json, leaves, {
    name: "api_public_access_cidrs",
    description: "Ranges that may reach the public endpoint of the Kubernetes API.",
    validations: validationsOf("api_public_access_cidrs", ["cluster", "apiAccess", "publicCidrs"]),
  });
}
