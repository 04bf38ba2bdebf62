import { meantOr } from "../../../shared/messages/did-you-mean";
import { instanceCapacity } from "../../facts/instance-capacity";
import { hasInstanceSize } from "../../facts/instance-names";
import { imageOf } from "../../facts/instance-types";
import { type StatedType } from "../../facts/stated-types";
import { type RuleProblem } from "../loader/load-request";
import { allOf, forEachValue } from "../loader/refused-values";
import { type EnvironmentConfig } from "../schema";

/** Rules on instance types that the file names beside its node groups. */
export const instanceTypeRules = (config: EnvironmentConfig): RuleProblem[] =>
  allOf(
    () => sizeRules(config),
    () => priceRules(config),
  );

const typesOfNodes = ({ cluster }: EnvironmentConfig): string[] =>
  Object.values(cluster.nodeGroups).flatMap((group) => group.instanceTypes);

/** Prices of an agreement may be of types that only other environments have, but not of a type that EC2 does not have. */
const priceRules = (config: EnvironmentConfig): RuleProblem[] =>
  forEachValue(config.prices?.instanceHours ?? {}, (type) =>
    hasInstanceSize(type)
      ? []
      : [
          {
            path: ["prices", "instanceHours", type],
            got: type,
            expected: "a type of a node group, or another type that EC2 has",
            fix: meantOr("correct the type, or remove the price", type, typesOfNodes(config)),
          },
        ],
  );

/** Rules on sizes that the file states of instance types: a fact has one place, and each is of nodes. */
const sizeRules = (config: EnvironmentConfig): RuleProblem[] => {
  const used = typesOfNodes(config);
  return forEachValue(config.instanceTypes ?? {}, (type, size) => {
    const path = ["instanceTypes", type];
    if (instanceCapacity(type) !== undefined)
      return [{ path, expected: "a type whose sizes this version does not have", fix: "remove it" }];
    if (!used.includes(type))
      return [
        {
          path,
          expected: "a type of a node group",
          fix: meantOr("remove it, or add it to instanceTypes of a node group", type, used),
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
