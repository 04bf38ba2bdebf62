import { platform } from "../../infrastructure/capacity-platform";
import { atPeak, shortages } from "../../infrastructure/capacity-shortage";
import { groupNames, type NodeGroup, nodesInWords } from "../../infrastructure/capacity-nodes";
import { type Check, at, ruleOf } from "../check";
import { shortageFix } from "./shortage-fix";
import TEXTS from "./texts.json";

export const capacityAutoscaler: Check = {
  ...ruleOf(TEXTS, "capacity-autoscaler"),
  run: (plan) => {
    if (platform(plan).addsNodes) return [];
    const always = ({ floor }: NodeGroup): number => floor;
    const atMost = new Set(shortages(plan, ({ max }) => max, atPeak).map(({ groups }) => groupNames(groups)));
    return shortages(plan, always, atPeak)
      .filter(
        ({ groups }) =>
          !atMost.has(groupNames(groups)) &&
          groups.some((group) => group.max > group.floor && !group.growsAlone),
      )
      .map((shortage) => {
        const [first] = shortage.groups as [NodeGroup];
        const nodes = nodesInWords(shortage.groups, always);
        return {
          ...at(first.resource),
          ...shortageFix(shortage, TEXTS["capacity-autoscaler"].fix),
          message: `nothing adds nodes to ${groupNames(shortage.groups)}: the minimum of ${nodes} has room for ${shortage.whatFits}`,
        };
      });
  },
};
