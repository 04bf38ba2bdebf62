import { platform } from "../../infrastructure/capacity-platform";
import { atPeak, shortages } from "../../infrastructure/capacity-shortage";
import { groupNames, type NodeGroup, nodesInWords } from "../../infrastructure/capacity-nodes";
import { type Check, at, ruleOf } from "../check";
import { shortageFix } from "./shortage-fix";
import TEXTS from "./texts.json";

const FIX =
  "raise minPerZone of the node group until its nodes hold the peak, lower replicas.max of the models to what fits, or add components.cluster-autoscaler: {}; with an autoscaler of your own, set cluster.externalNodeAutoscaler";

export const capacityAutoscaler: Check = {
  ...ruleOf(TEXTS, "capacity-autoscaler"),
  fix: FIX,
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
          ...shortageFix(shortage, FIX),
          message: `nothing adds nodes to ${groupNames(shortage.groups)}: the minimum of ${nodes} has room for ${shortage.whatFits}`,
        };
      });
  },
};
