import { meantOr } from "../../base/did-you-mean";
import { instanceCapacity } from "../../facts/instance-capacity";
import { hasInstanceSize, isInstanceType } from "../../facts/instance-names";
import { imageOf } from "../../facts/instance-types";
import { type StatedTypes } from "../../facts/stated-types";
import { type EnvironmentConfig } from "../schema";
import { type RuleProblem, forEachValue } from "../rule-problems";

/**
 * Rules on types beside those of node groups. Sizes are of nodes, and a fact has one place. Prices
 * of an agreement may be of types that only other environments have, but not of a type that EC2
 * cannot have.
 */
export const instanceTypeRules = ({
  instanceTypes = {},
  prices,
  cluster,
}: EnvironmentConfig): RuleProblem[] => {
  const used = Object.values(cluster.nodeGroups).flatMap((group) => group.instanceTypes);
  const misnamed = (
    key: readonly string[],
    expected: string,
    otherwise: string,
    type = key.at(-1) ?? "",
  ): RuleProblem[] => [
    { path: [...key], expected, fix: isInstanceType(type) ? otherwise : meantOr(otherwise, type, used) },
  ];
  const sizes = forEachValue(instanceTypes, (type, size) => {
    const path = ["instanceTypes", type];
    if (instanceCapacity(type) !== undefined)
      return [{ path, expected: "a type whose sizes this version does not have", fix: "remove it" }];
    if (!used.includes(type))
      return misnamed(
        path,
        "a type of a node group",
        "remove it, or add it to instanceTypes of a node group",
      );
    return gpuRules(type, size).map((problem) => ({ path: [...path, "gpus"], ...problem }));
  });
  const priced = forEachValue(prices?.instanceHours ?? {}, (type) =>
    hasInstanceSize(type)
      ? []
      : misnamed(
          ["prices", "instanceHours", type],
          "a type of a node group, or another type that EC2 has",
          "correct the type, or remove the price",
        ),
  );
  return [...sizes, ...priced];
};

function gpuRules(type: string, { gpus }: StatedTypes[string]): Omit<RuleProblem, "path">[] {
  const hasGpus = imageOf([type])?.gpu === true;
  if (hasGpus && gpus === undefined)
    return [{ expected: "at least 1, since its nodes have NVIDIA GPUs", fix: "add gpus" }];
  if (!hasGpus && gpus !== undefined)
    return [{ expected: "no gpus: the AMI of this family has no drivers for any", fix: "remove gpus" }];
  return [];
}
