import { instanceCapacity } from "../../facts/instance-capacity";
import { imageOf } from "../../facts/instance-types";
import { type StatedType } from "../../facts/stated-types";
import { type RuleProblem } from "../loader/load-request";
import { forEachValue } from "../loader/refused-values";
import { type EnvironmentConfig } from "../schema";

/** Rules on sizes that the file states of instance types: a fact has one place, and each is of nodes. */
export const instanceTypeRules = ({ instanceTypes = {}, cluster }: EnvironmentConfig): RuleProblem[] => {
  const used = Object.values(cluster.nodeGroups).flatMap((group) => group.instanceTypes);
  return forEachValue(instanceTypes, (type, size) => {
    const path = ["instanceTypes", type];
    if (instanceCapacity(type) !== undefined)
      return [{ path, expected: "a type whose sizes this version does not have", fix: "remove it" }];
    if (!used.includes(type))
      return [
        {
          path,
          expected: "a type of a node group",
          fix: "remove it, or add it to instanceTypes of a node group",
        },
      ];
    return gpuRules(type, size).map((problem) => ({ path: [...path, "gpus"], ...problem }));
  });
};

function gpuRules(type: string, { gpus }: StatedType): Omit<RuleProblem, "path">[] {
  const hasGpus = imageOf([type])?.gpu === true;
  if (hasGpus && gpus === undefined)
    return [{ expected: "at least 1, since its nodes have NVIDIA GPUs", fix: "add gpus" }];
  if (!hasGpus && gpus !== undefined)
    return [{ expected: "no gpus: the AMI of this family has no drivers for any", fix: "remove gpus" }];
  return [];
}
