import { isInstanceType, similarInstanceType } from "../../facts/instance-names";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { type Check, at } from "../check";

export const instanceTypeKnown: Check = {
  id: "instance-type-known",
  severity: "error",
  title: "every instance type of a node group has a family and a size of EC2",
  why: "a misspelled type of a valid form shows only when EKS creates the node group, after the network and the cluster exist",
  fix: "correct the instance type, or state the sizes of a newer type in instanceTypes of the file",
  source: "src/facts/instance-names.ts",
  run: (plan) =>
    nodeGroups(plan).flatMap(({ resource, instanceTypes }) =>
      instanceTypes
        .filter((type) => !isInstanceType(type) && !Object.hasOwn(plan.statedTypes, type))
        .map((type) => {
          const meant = similarInstanceType(type);
          return {
            ...at(resource),
            message: `EC2 has no instance type ${type}`,
            ...(meant === undefined ? {} : { fix: `did you mean ${meant}?` }),
            key: ["instanceTypes"],
          };
        }),
    ),
};
