import { NODE_GROUP_LABEL } from "../../core/labels";
import { type JsonObject, asArray, asObject } from "../../terraform-json/stack-json";
import { isMadeFirst, replacedBy } from "./effects";
import { type Validation, noLessThan, validation, validationsOf } from "./limits";
import { resizes } from "./node-group-size";
import {
  type BindingTarget,
  type Path,
  type VariableBinding,
  at,
  resourcesOf,
  bindVariable,
} from "./variable";

export function clusterTies(json: JsonObject): VariableBinding[] {
  return [...nodeGroupTies(json), ...logRetention(json), ...publicAccess(json)];
}

/** A group of the YAML is one managed group in each zone, all of one size. */
function nodeGroupTies(json: JsonObject): VariableBinding[] {
  const groups = new Map<string, string[]>();
  for (const [name, group] of Object.entries(resourcesOf(json, "aws_eks_node_group"))) {
    const label = asObject(asObject(group)["labels"])[NODE_GROUP_LABEL];
    if (typeof label === "string") groups.set(label, [...(groups.get(label) ?? []), name]);
  }
  return [...groups].flatMap(([group, names]) => ofNodeGroup(json, group, names));
}

function ofNodeGroup(json: JsonObject, group: string, names: readonly string[]): VariableBinding[] {
  const prefix = `node_group_${group.replaceAll("-", "_")}`;
  const inEach = (...path: Path): BindingTarget[] =>
    names.map((name) => ({ path: ["resource", "aws_eks_node_group", name, ...path] }));
  const variable = (
    name: string,
    targets: BindingTarget[],
    description: string,
    key: string,
    others: readonly Validation[] = [],
  ): VariableBinding[] =>
    bindVariable(json, targets, {
      name: `${prefix}_${name}`,
      description,
      validations: [...validationsOf(`${prefix}_${name}`, ["cluster", "nodeGroups", group, key]), ...others],
    });
  const types = inEach("instance_types");
  return [
    ...variable(
      "instance_types",
      types,
      `EC2 instance types of node group ${group}, of the architecture that its ami_type names.${replacement(json, types)}`,
      "instanceTypes",
    ),
    ...variable(
      "min_per_zone",
      // What is wanted at first; the group ignores it from then on.
      [...inEach("scaling_config", "min_size"), ...inEach("scaling_config", "desired_size")],
      `Fewest nodes of node group ${group} in each zone, and how many it begins with.${sizeFirst(json, names, "minimum above")}`,
      "minPerZone",
    ),
    ...variable(
      "max_per_zone",
      inEach("scaling_config", "max_size"),
      `Most nodes of node group ${group} in each zone.${sizeFirst(json, names, "maximum below")}`,
      "maxPerZone",
      [noLessThan(`${prefix}_max_per_zone`, `${prefix}_min_per_zone`)],
    ),
    ...variable(
      "disk_gib",
      launchTemplateDisks(json, names),
      `Size of the root disk of node group ${group}, in GiB. A change replaces every node${atATime(json, names)}.`,
      "diskGiB",
    ),
  ];
}

/** Types stand in the group itself, which has no other way to change them than to go. */
function replacement(json: JsonObject, targets: readonly BindingTarget[]): string {
  const replaced = replacedBy(targets);
  if (replaced.length === 0) return "";
  const order = isMadeFirst(json, replaced)
    ? "new ones come first"
    : "old ones go first, with the pods on them";
  return ` A change replaces ${replaced.join(" and ")}${replaced.length > 1 ? " at once" : ""}: ${order}.`;
}

function atATime(json: JsonObject, [name = ""]: readonly string[]): string {
  const most = at(resourcesOf(json, "aws_eks_node_group"), [name, "update_config", "max_unavailable"]);
  return typeof most === "number" ? `, ${most} at a time in each zone` : "";
}

/** Terraform says how many nodes there are at first, and only that. */
function sizeFirst(json: JsonObject, names: readonly string[], refused: string): string {
  const [first, ...others] = resizes(json, names);
  if (!first) return "";
  const also = others.length > 0 ? ` (and ${others.map(({ group }) => group).join(", ")})` : "";
  return ` Terraform does not change how many run once the group is there, and EKS refuses a ${refused} it: first \`${first.command}\`${also}.`;
}

/** Groups of all zones share a launch template. */
function launchTemplateDisks(json: JsonObject, names: readonly string[]): BindingTarget[] {
  const templates = names.flatMap((name) => {
    const id = at(json, ["resource", "aws_eks_node_group", name, "launch_template", "id"]);
    return /^\$\{aws_launch_template\.(\w+)\.id\}$/.exec(String(id))?.[1] ?? [];
  });
  return [...new Set(templates)].flatMap((template) => {
    const disks: Path = ["resource", "aws_launch_template", template, "block_device_mappings"];
    return asArray(at(json, disks)).map((_, index) => ({ path: [...disks, index, "ebs", "volume_size"] }));
  });
}

function logRetention(json: JsonObject): VariableBinding[] {
  const targets = Object.keys(resourcesOf(json, "aws_cloudwatch_log_group")).map((name) => ({
    path: ["resource", "aws_cloudwatch_log_group", name, "retention_in_days"],
  }));
  return bindVariable(json, targets, {
    name: "log_retention_days",
    description: "How long logs of the control plane and of containers are kept, in days.",
    validations: validationsOf("log_retention_days", ["cluster", "logRetentionDays"]),
  });
}

/** Whether there is a public endpoint at all is not for a variable to say. */
function publicAccess(json: JsonObject): VariableBinding[] {
  const targets = Object.keys(resourcesOf(json, "aws_eks_cluster"))
    .map((name) => ({ path: ["resource", "aws_eks_cluster", name, "vpc_config", "public_access_cidrs"] }))
    .filter(({ path }) => asArray(at(json, path)).length > 0);
  return bindVariable(json, targets, {
    name: "api_public_access_cidrs",
    description: "Ranges that may reach the public endpoint of the Kubernetes API.",
    validations: [
      ...validationsOf("api_public_access_cidrs", ["cluster", "apiAccess", "publicCidrs"]),
      validation(
        'alltrue([for each_value in var.api_public_access_cidrs : !endswith(each_value, "/0")])',
        "Expected ranges of your own networks: with /0 anybody on the internet could try credentials.",
      ),
    ],
  });
}
