import { instanceStoreGB } from "../../facts/instance-store";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { type Check, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const instanceStore: Check = {
  ...ruleOf(TEXTS, "instance-store"),
  run: (plan) =>
    nodeGroups(plan)
      .filter((group) => group.usesInstanceStore)
      .flatMap(({ resource, instanceTypes }) =>
        instanceTypes
          .filter((type) => instanceStoreGB(type) === 0)
          .map((type) => ({
            ...at(resource),
            message: `a ${type} has no instance store`,
            key: ["instanceStore"],
          })),
      ),
};
