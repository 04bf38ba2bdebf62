import { platform } from "../../infrastructure/capacity-platform";
import { shortages } from "../../infrastructure/capacity-shortage";
import { groupNames, type NodeGroup, nodesInWords } from "../../infrastructure/capacity-nodes";
import { type Workload } from "../../infrastructure/kubernetes-workloads";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import { shortageFix } from "./shortage-fix";
import TEXTS from "./texts.json";

export const capacityAtMinimum: Check = {
  ...ruleOf(TEXTS, "capacity-at-minimum"),
  // Surge pods are not counted: without room for one, the old version keeps answering. `capacity-at-peak` and
  // `capacity-autoscaler` report that.
  run: (plan) => {
    const floor = ({ floor }: NodeGroup): number => floor;
    if (!platform(plan).addsNodes) return findings(plan, floor, ({ min }) => min, WITH_MODELS);
    return [
      // The autoscaler adds nodes up to the maximum of a group, once it runs.
      ...findings(plan, floor, () => 0, ", and before the autoscaler adds nodes"),
      ...findings(
        plan,
        ({ max }) => max,
        ({ min }) => min,
        WITH_MODELS,
      ),
    ];
  },
};

const WITH_MODELS = " and every model at its minimum replicas";

const findings = (
  plan: EnvironmentPlan,
  nodesOf: (group: NodeGroup) => number,
  podsOf: (workload: Workload) => number,
  state: string,
): Finding[] =>
  shortages(plan, nodesOf, podsOf).map((shortage) => {
    const [first] = shortage.groups as [NodeGroup];
    const all = nodesInWords(shortage.groups, nodesOf);
    return {
      ...at(first.resource),
      ...shortageFix(shortage, TEXTS["capacity-at-minimum"].fix),
      message: `with ${all} (${groupNames(shortage.groups)})${state}, ${shortage.inWords}`,
    };
  });
