import { instanceCapacity, instanceTypesKnown, substituteFor } from "../../facts/instance-capacity";
import { isInstanceType } from "../../facts/instance-names";
import { type StatedTypes } from "../../facts/stated-types";
import { counted } from "../../base/counted";
import { own } from "../../base/own";
import { nearest } from "../../base/did-you-mean";
import { NODE_LABELS } from "../../facts/labels";
import { groupBy } from "../../base/group-by";
import { platform } from "../../infrastructure/capacity-platform";
import { groupNames, type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const capacityKnown: Check = {
  ...ruleOf(TEXTS, "capacity-known"),
  run: (plan) => [...unknownTypes(plan), ...statedTypes(plan), ...unknownParts(plan)],
};

/** One finding for each configured node group, which has one EKS node group in each zone. */
function unknownTypes(plan: EnvironmentPlan): Finding[] {
  // `instance-type-known` reports a type that EC2 does not have.
  const groups = nodeGroups(plan).filter(({ unknownTypes: unknown }) => unknown.some(isInstanceType));
  const byName = groupBy(groups, ({ labels, resource }) => labels[NODE_LABELS.group] ?? resource.address);
  return [...byName.values()].map((zones) => {
    const [first] = zones as [NodeGroup];
    const meant = first.unknownTypes.flatMap((type) => nearest(type, instanceTypesKnown()) ?? []);
    const substitutes = [...new Set(first.unknownTypes.map(substituteFor))].join(", ");
    return {
      ...at(first.resource),
      message:
        `the size of ${first.unknownTypes.join(", ")} is unknown, so the capacity of ${groupNames(zones)} was not checked` +
        (meant.length > 0 ? ` (did you mean ${meant.join(", ")}?)` : ""),
      fix: `choose ${substitutes}, whose size is known, or state vcpus, memoryGiB and pods of ${first.unknownTypes.join(", ")} in instanceTypes of the file`,
    };
  });
}

/** One finding for each configured node group, with the sizes, so that a waiver does not accept others. */
function statedTypes(plan: EnvironmentPlan): Finding[] {
  const isStated = (type: string): boolean =>
    instanceCapacity(type) === undefined && own(plan.statedTypes, type) !== undefined;
  const groups = nodeGroups(plan).filter(({ instanceTypes }) => instanceTypes.some(isStated));
  const byName = groupBy(groups, ({ labels, resource }) => labels[NODE_LABELS.group] ?? resource.address);
  return [...byName.values()].map((zones) => {
    const [first] = zones as [NodeGroup];
    const types = first.instanceTypes.filter(isStated);
    const sizes = types.map((type) => `${type} with ${sizesInWords(own(plan.statedTypes, type))}`);
    return {
      ...at(first.resource),
      message: `not proved: the file states ${sizes.join(", and ")}, by which the capacity of ${groupNames(zones)} was checked`,
      fix: `compare them with aws ec2 describe-instance-types --instance-types ${types.join(" ")}, and then waive this finding`,
      key: ["instanceTypes"],
      isNotJudged: true,
    };
  });
}

function sizesInWords(size: StatedTypes[string] | undefined): string {
  const { vcpus = 0, memoryGiB = 0, pods = 0, gpus = 0 } = size ?? {};
  const all = [`${vcpus} vCPUs`, `${memoryGiB} GiB of memory`, ...(gpus > 0 ? [counted(gpus, "GPU")] : [])];
  return `${all.join(", ")} and ${pods} pods`;
}

function unknownParts(plan: EnvironmentPlan): Finding[] {
  return platform(plan).unknown.map((resource) => ({
    ...at(resource),
    message: "the requests of its pods are not in the catalog and count as zero",
  }));
}
