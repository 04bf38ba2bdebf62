import { type Workload } from "../../../infrastructure/kubernetes-workloads";
import { shortages } from "../../../infrastructure/capacity-shortage";
import { groupNames, type NodeGroup, nodesInWords } from "../../../infrastructure/capacity-nodes";
import { nodesAtRest } from "../model/at-rest";
import { restingDeployments } from "../model/replica-schedules";
import { at, type Check, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const capacityAtRest: Check = {
  ...ruleOf(TEXTS, "capacity-at-rest"),
  run: (plan) => {
    const rest = nodesAtRest(plan);
    // The check `webhooks-at-rest` reports that no node runs.
    if (!rest || rest.total === 0) return [];
    const stopped = restingDeployments(plan);
    const runs = (workload: Workload): number =>
      workload.isJob || stopped.has(workload.key) ? 0 : workload.min;
    return shortages(plan, rest.of, runs).map((shortage) => {
      const [first] = shortage.groups.filter((group) => rest.of(group) > 0);
      const kept = shortage.groups.filter((group) => rest.of(group) > 0);
      const [other] = shortage.groups as [NodeGroup];
      return {
        ...at((first ?? other).resource),
        message: `with ${kept.length > 0 ? `${nodesInWords(kept, rest.of)} (${groupNames(kept)})` : "no node that they can run on"} outside of working hours, ${shortage.inWords}`,
      };
    });
  },
};
