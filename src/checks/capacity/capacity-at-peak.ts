import { atPeak, shortages } from "../../infrastructure/capacity-shortage";
import { groupNames, type NodeGroup, nodesInWords } from "../../infrastructure/capacity-nodes";
import { type Check, at, ruleOf } from "../check";
import { shortageFix } from "./shortage-fix";
import TEXTS from "./texts.json";

/** Further keys that the larger maximum of a group needs, so that following the advice does not fail capacity-autoscaler. */
const NOTHING_ADDS =
  "nothing adds nodes to the group, so also raise minPerZone until its nodes hold the peak, or add components.cluster-autoscaler: {}";

export const capacityAtPeak: Check = {
  ...ruleOf(TEXTS, "capacity-at-peak"),
  run: (plan) => {
    const most = ({ max }: NodeGroup): number => max;
    return shortages(plan, most, atPeak).map((shortage) => {
      const [first] = shortage.groups as [NodeGroup];
      const nodes = nodesInWords(shortage.groups, most);
      const { fix } = shortageFix(shortage, TEXTS["capacity-at-peak"].fix);
      const grows = shortage.groups.every((group) => group.growsAlone);
      return {
        ...at(first.resource),
        fix: grows ? fix : `${fix}; ${NOTHING_ADDS}`,
        message: `at most ${nodes} (${groupNames(shortage.groups)}) run, with room for ${shortage.whatFits}`,
      };
    });
  },
};
