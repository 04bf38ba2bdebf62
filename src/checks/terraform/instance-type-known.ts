import { isInstanceType, similarInstanceType } from "../../facts/instance-names";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { type Check, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const instanceTypeKnown: Check = {
  ...ruleOf(TEXTS, "instance-type-known"),
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
