import { labelsOf } from "../../infrastructure/kubernetes-labels";
import { type StatedNodeGroup } from "../../infrastructure/stated-values";
import { type EnvironmentPlan, type ResourceOf } from "../../terraform/environment-plan";
import { block, blocks, type JsonObject, number, text, texts } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import { NODE_LABELS } from "../../facts/labels";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import TEXTS from "./texts.json";

export const nodeGroupSizes: Check = {
  ...ruleOf(TEXTS, "node-group-sizes"),
  run: (plan, { statedOf }) => {
    const { nodeGroups } = statedOf(plan.name);
    return plan.resources("aws_eks_node_group").flatMap((resource) => {
      const { config } = resource;
      // Groups of own files lack the label, and state their values themselves.
      const name = labelsOf(config.labels)[NODE_LABELS.group] ?? "";
      const stated = nodeGroups?.get(name);
      if (!stated) return combinedFinding(resource, `node group ${name}`, withoutType(plan, resource));
      return combinedFinding(resource, `node group ${name}`, [
        ...sizeProblems(block(config.scaling_config), stated),
        ...machineProblems(config, typesOf(plan, resource), stated),
        ...labelProblems(config, stated),
        ...updateProblems(block(config.update_config), stated.maxUnavailable),
      ]);
    });
  },
};

function sizeProblems(scaling: JsonObject, { min, max }: StatedNodeGroup): string[] {
  const size = (key: string): string => `${key} is ${String(scaling[key] ?? "missing")}`;
  const desired = number(scaling["desired_size"]);
  return [
    ...(number(scaling["min_size"]) === min
      ? []
      : [`${size("min_size")}, expected ${min}, the minPerZone of the file`]),
    ...(number(scaling["max_size"]) === max
      ? []
      : [`${size("max_size")}, expected ${max}, the maxPerZone of the file`]),
    ...(desired === undefined || (desired >= min && desired <= max)
      ? []
      : [`${size("desired_size")}, expected ${min} to ${max}`]),
  ];
}

/** Types of the group, or that of its launch template. */
function typesOf(plan: EnvironmentPlan, resource: ResourceOf<"aws_eks_node_group">): string {
  const group = nodeGroups(plan).find((each) => each.resource === resource);
  const ofTemplate = text(group?.template?.config["instance_type"]);
  return [...texts(resource.config.instance_types), ...(ofTemplate === undefined ? [] : [ofTemplate])].join(
    ", ",
  );
}

/** EKS takes a type of its own (Amazon EKS API, CreateNodegroup, unconfirmed), unless a template of no stack can have one. */
function withoutType(plan: EnvironmentPlan, resource: ResourceOf<"aws_eks_node_group">): string[] {
  const group = nodeGroups(plan).find((each) => each.resource === resource);
  const isOpen = blocks(resource.config.launch_template).length > 0 && group?.template === undefined;
  return isOpen || typesOf(plan, resource) !== "" || typeof resource.config.instance_types === "string"
    ? []
    : ["it names no instance type, and EKS takes t3.medium"];
}

/** Types and capacity without a value are those of EKS. */
function machineProblems(config: JsonObject, types: string, stated: StatedNodeGroup): string[] {
  const expected = stated.instanceTypes.join(", ");
  const capacity = text(config["capacity_type"]) ?? "ON_DEMAND";
  const amiType = text(config["ami_type"]) ?? "AL2023";
  return [
    ...(types === expected
      ? []
      : [`instance_types is ${types || "missing"}, expected ${expected} of the file`]),
    ...(capacity === stated.capacityType
      ? []
      : [`capacity_type is ${capacity}, expected ${stated.capacityType} of the file`]),
    ...(amiType.startsWith(stated.amiType.toUpperCase())
      ? []
      : [`ami_type is ${text(config["ami_type"]) ?? "missing"}, expected one of ${stated.amiType}`]),
  ];
}

const labelProblems = (config: JsonObject, { labels }: StatedNodeGroup): string[] =>
  Object.entries(labels)
    .filter(([key, value]) => labelsOf(config["labels"])[key] !== value)
    .map(([key, value]) => `its nodes lack the label ${key}=${value} of the file`);

/** EKS takes one node at a time, unless it is set. */
function updateProblems(
  { max_unavailable: count, max_unavailable_percentage: share }: JsonObject,
  expected: string,
): string[] {
  const taken = (number(share) ?? 0) > 0 ? `${String(share)}%` : String(number(count) ?? 1);
  return taken === expected
    ? []
    : [
        `an update takes ${taken.replace("%", "% of the")} nodes of the zone at once, expected ${expected}, the maxUnavailable of the file`,
      ];
}
