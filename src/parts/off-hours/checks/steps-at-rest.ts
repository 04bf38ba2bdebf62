import { areSameSizes, schedulesOf, sizesOf } from "../model/week";
import { type WeeklySchedule } from "../model/node-schedules";
import { mayUseGpus, runsOf } from "../../kubeflow-pipelines/model";
import { type NodeGroup, nodeGroups } from "../../../infrastructure/capacity-nodes";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Check, at, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const stepsAtRest: Check = {
  ...ruleOf(TEXTS, "steps-at-rest"),
  run: (plan) => {
    const resting = nodeGroups(plan).flatMap((group) =>
      stopsOf(plan, group).map((stop) => ({ group, stop })),
    );
    return runsOf(plan).flatMap(({ pods: { owner } }) => {
      const ofSteps = resting.filter(({ group }) => hasSteps(plan, owner.namespace, group));
      const [first] = ofSteps;
      if (!first) return [];
      const groups = [...new Set(ofSteps.map(({ group }) => group.resource.address))];
      return {
        ...at(owner.resource),
        message: `steps of runs in ${owner.namespace} end when their nodes stop, ${first.stop.expression} in ${first.stop.timezone}: ${groups.join(", ")}`,
      };
    });
  },
};

/** Steps tolerate no taint, except those with GPUs: their pipelines tolerate the taints of nodes that have them. */
const hasSteps = (
  plan: EnvironmentPlan,
  namespace: string,
  { taints, hasNvidiaDriver }: NodeGroup,
): boolean =>
  taints.every(({ effect }) => effect === "PreferNoSchedule") ||
  (hasNvidiaDriver && mayUseGpus(plan, namespace));

/** Schedules that take nodes of a group, of which an autoscaler can have added some. */
const stopsOf = (plan: EnvironmentPlan, group: NodeGroup): WeeklySchedule[] => {
  const own = sizesOf(group);
  return schedulesOf(plan, group).filter(
    ({ sizes }) =>
      !areSameSizes(sizes, own) &&
      ((sizes.desired ?? own.desired) < own.desired || (sizes.max ?? own.max) < own.max),
  );
};
