import { NODE_GROUP_LABEL } from "../../../shared/kubernetes/labels";
import { block, combinedFinding, number } from "../../model/blocks";
import { labelsOf } from "../../model/kubernetes/objects";
import { type StatedSizes } from "../../model/stated-node-groups";
import { type JsonObject } from "../../terraform-json/stack-json";
import { type Check } from "../check";

export const nodeGroupSizes: Check = {
  id: "node-group-sizes",
  severity: "error",
  title: "each node group has the minimum and the maximum of nodes that the file states",
  why: "fewer nodes leave pods without a place when a zone fails; more nodes cost more than the file says",
  fix: "correct cluster.nodeGroups of the file, and synthesize again",
  source: "the file of the environment",
  run: (plan, { statedOf }) => {
    const { nodeGroups } = statedOf(plan.name);
    return plan.resources("aws_eks_node_group").flatMap((resource) => {
      // Groups of own files lack the label, and state their sizes themselves.
      const name = labelsOf(resource.config["labels"])[NODE_GROUP_LABEL] ?? "";
      const stated = nodeGroups?.get(name);
      const { scaling_config: scaling } = resource.config;
      return stated
        ? combinedFinding(resource, `node group ${name}`, sizeProblems(block(scaling), stated))
        : [];
    });
  },
};

function sizeProblems(scaling: JsonObject, { min, max }: StatedSizes): string[] {
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
