import { GP3_LIMITS } from "../../../platform/facts/gp3";
import { NODE_GROUP_LABEL } from "../../../shared/kubernetes/labels";
import { type JsonObject, asArray, asObject } from "../../../proof/terraform-json/stack-json";
import { isMadeFirst, replacedBy } from "./effects";
import { type Validation, noLessThan, ownRanges, validation, validationsOf } from "./limits";
import { ignoresSizes, resizes } from "../../../proof/terraform-json/node-group-sizes";
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

/** A node group of the YAML file is one managed node group in each zone, all with the same size. */
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
  // schedules set them: a variable would change no node
  const isScheduled = names.some((name) =>
    ignoresSizes(asObject(resourcesOf(json, "aws_eks_node_group")[name])),
  );
  return [
    ...variable(
      "instance_types",
      types,
      `EC2 instance types of node group ${group}, for the architecture of its ami_type.${replacement(json, types)}`,
      "instanceTypes",
    ),
    ...(isScheduled
      ? []
      : [
          ...variable(
            "min_per_zone",
            [...inEach("scaling_config", "min_size"), ...inEach("scaling_config", "desired_size")],
            `Minimum number of nodes of node group ${group} in each zone, and ${numberOf(json, names)}.${sizeFirst(json, names, "minimum above")}`,
            "minPerZone",
          ),
          ...variable(
            "max_per_zone",
            inEach("scaling_config", "max_size"),
            `Maximum number of nodes of node group ${group} in each zone.${sizeFirst(json, names, "maximum below")}`,
            "maxPerZone",
            [noLessThan(`${prefix}_max_per_zone`, `${prefix}_min_per_zone`)],
          ),
        ]),
    ...variable(
      "disk_gib",
      launchTemplateDisks(json, names, "volume_size"),
      `Root disk size of the nodes of node group ${group}, in GiB. A change replaces every node${atATime(json, names)}.`,
      "diskGiB",
    ),
    ...variable(
      "disk_iops",
      launchTemplateDisks(json, names, "iops"),
      `Operations of the root disk of node group ${group} per second. A change replaces every node${atATime(json, names)}.`,
      "diskIops",
      [
        validation(
          `var.${prefix}_disk_iops <= ${GP3_LIMITS.iops.perGiB} * var.${prefix}_disk_gib`,
          `Expected at most ${GP3_LIMITS.iops.perGiB} for each GiB of ${prefix}_disk_gib.`,
        ),
      ],
    ),
    ...variable(
      "disk_mibps",
      launchTemplateDisks(json, names, "throughput"),
      `Throughput of the root disk of node group ${group}, in MiB per second, at most a quarter of its IOPS. A change replaces every node${atATime(json, names)}.`,
      "diskMiBps",
    ),
  ];
}

/** Instance types are arguments of the node group, where a change forces replacement. */
function replacement(json: JsonObject, targets: readonly BindingTarget[]): string {
  const replaced = replacedBy(targets);
  if (replaced.length === 0) return "";
  const isOne = replaced.length === 1;
  const order = isMadeFirst(json, replaced)
    ? `creates the new ${isOne ? "one" : "ones"} first`
    : `destroys the old ${isOne ? "one, with its pods," : "ones, with their pods,"} first`;
  return ` A change replaces ${replaced.join(" and ")}${isOne ? "" : " at the same time"}: Terraform ${order}.`;
}

function atATime(json: JsonObject, [name = ""]: readonly string[]): string {
  const most = at(resourcesOf(json, "aws_eks_node_group"), [name, "update_config", "max_unavailable"]);
  return typeof most === "number" ? `, ${most} at a time in each zone` : "";
}

/** The second meaning of the minimum. */
const numberOf = (json: JsonObject, names: readonly string[]): string =>
  resizes(json, names).length > 0
    ? "the initial number"
    : "their number: every apply sets it, and a lower value removes nodes";

/** With an autoscaler, Terraform sets the number of nodes only at creation. */
function sizeFirst(json: JsonObject, names: readonly string[], rejected: string): string {
  const [first, ...others] = resizes(json, names);
  if (!first) return "";
  const also = others.length > 0 ? ` (also for ${others.map(({ group }) => group).join(", ")})` : "";
  return ` Terraform does not change the number of nodes of an existing group, and EKS rejects a ${rejected} that number: first run \`${first.command}\`${also}.`;
}

/** The node groups of all zones share a launch template. */
function launchTemplateDisks(json: JsonObject, names: readonly string[], argument: string): BindingTarget[] {
  const templates = names.flatMap((name) => {
    const id = at(json, ["resource", "aws_eks_node_group", name, "launch_template", "id"]);
    return /^\$\{aws_launch_template\.(\w+)\.id\}$/.exec(String(id))?.[1] ?? [];
  });
  return [...new Set(templates)].flatMap((template) => {
    const disks: Path = ["resource", "aws_launch_template", template, "block_device_mappings"];
    // The last one has images and pods; Bottlerocket has another one before it.
    const path = [...disks, asArray(at(json, disks)).length - 1, "ebs", argument];
    return at(json, path) === undefined ? [] : [{ path }];
  });
}

function logRetention(json: JsonObject): VariableBinding[] {
  const targets = Object.keys(resourcesOf(json, "aws_cloudwatch_log_group")).map((name) => ({
    path: ["resource", "aws_cloudwatch_log_group", name, "retention_in_days"],
  }));
  return bindVariable(json, targets, {
    name: "log_retention_days",
    description: "Retention period of control plane and container logs, in days.",
    validations: validationsOf("log_retention_days", ["cluster", "logRetentionDays"]),
  });
}

/** Ranges of an existing public endpoint; no variable enables the endpoint. */
function publicAccess(json: JsonObject): VariableBinding[] {
  const targets = Object.keys(resourcesOf(json, "aws_eks_cluster"))
    .map((name) => ({ path: ["resource", "aws_eks_cluster", name, "vpc_config", "public_access_cidrs"] }))
    .filter(({ path }) => asArray(at(json, path)).length > 0);
  return bindVariable(json, targets, {
    name: "api_public_access_cidrs",
    description: "Address ranges that may reach the public endpoint of the Kubernetes API.",
    validations: [
      ...validationsOf("api_public_access_cidrs", ["cluster", "apiAccess", "publicCidrs"]),
      ownRanges("api_public_access_cidrs"),
    ],
  });
}
