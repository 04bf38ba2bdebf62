import { type Workload, workloadsOf } from "../../infrastructure/kubernetes-workloads";
import { MINUTES_A_WEEK } from "../../infrastructure/part-rest";
import { replicaSchedulesOf, restingDeployments } from "../../parts/off-hours/model";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type ResourceChange } from "../change";
import { joinPhrases, type Phrase, say } from "../stages/phrase";
import { sentencesOf } from "./named";
import { judgesOfRows } from "./rows";
import { isAt, type Topic } from "./topic";
import { hoursText } from "../../cost/hours";

const { line } = sentencesOf("Off-hours");

/** Models that jobs stop outside of working hours, and that no job stops or starts any more. */
export const restingModels: Topic = {
  title: "Off-hours",
  lines: ({ before, after }) => {
    const [old, now] = [restingDeployments(before), restingDeployments(after)];
    return workloadsOf(after).flatMap((workload) => {
      const { key, name, resource } = workload;
      const [rested, rests] = [old.get(key), now.get(key)];
      if (rests !== undefined) {
        const isLonger = restsAtOtherTimes(before, after, workload);
        if (rests === rested && !isLonger) return [];
        const words = { name, hours: hoursText(rests), week: hoursText(MINUTES_A_WEEK) };
        return isLonger
          ? line("longer rest", resource, { ...words, stops: stopsOf(after, workload) })
          : line("other rest", resource, { ...words, "old hours": hoursText(rested ?? 0) });
      }
      return rested === undefined || !isIn(before, key) ? [] : line("no start", resource, { name });
    });
  },
  // times of jobs and schedules: that on nodes is in the cost, and checks compare both
  ...judgesOfRows("Off-hours", {
    when: {
      "resizing nodes": ({ resource: { before, after } }) =>
        [before, after].every((side) => !side || resizesNodes(side)),
      "setting replicas": ({ resource, change: { before, after } }) =>
        setsReplicas(before, resource) && setsReplicas(after, resource),
    },
  }),
};

const setsReplicas = (plan: EnvironmentPlan, job: ResourceChange): boolean =>
  replicaSchedulesOf(plan).some((each) => isAt(job)(each.job.resource));

/** Jobs that set the replicas of a workload at times of the week, in turn. */
function eventsOf(plan: EnvironmentPlan, { name, namespace }: Workload) {
  return replicaSchedulesOf(plan)
    .filter((each) => each.enabled && each.namespace === namespace && each.deployments.includes(name))
    .flatMap(({ times = [], replicas, timezone }) => times.map((minute) => ({ minute, replicas, timezone })))
    .sort((one, other) => one.minute - other.minute);
}

/** Whether it rests at times of the week at which it did not rest before; times of different zones are not compared. */
function restsAtOtherTimes(before: EnvironmentPlan, after: EnvironmentPlan, workload: Workload): boolean {
  const [old, now] = [eventsOf(before, workload), eventsOf(after, workload)];
  if (now.some(({ timezone }) => old.some((each) => each.timezone !== timezone))) return true;
  const atRest = (events: typeof now, minute: number): boolean =>
    (events.filter((each) => each.minute <= minute).at(-1) ?? events.at(-1))?.replicas === 0;
  return [...old, ...now].some(({ minute }) => atRest(now, minute) && !atRest(old, minute));
}

/** `; it stops at 0 19 * * mon,tue (19:00, Europe/Berlin)` */
function stopsOf(plan: EnvironmentPlan, { name, namespace }: Workload): Phrase {
  const stops = replicaSchedulesOf(plan).filter(
    (each) => each.replicas === 0 && each.namespace === namespace && each.deployments.includes(name),
  );
  return stops.length === 0
    ? []
    : say`: from the next stop on, at ${joinPhrases(stops.map(({ expression, timezone }) => say`${timeOf(expression)} ${timezone}`))}`;
}

/** `19:00` of `0 19 * * mon,tue`; the expression, if it is not one time of a day. */
function timeOf(expression: string): string {
  const [, minute = "", hour = ""] = /^(\d+) (\d+) /.exec(expression) ?? [];
  return hour === "" ? expression : `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
}

const isIn = (plan: EnvironmentPlan, key: string): boolean =>
  workloadsOf(plan).some((each) => each.key === key);

/** Source: EventBridge Scheduler user guide, "Using universal targets" (read 2026-11-22). */
const resizesNodes = (schedule: ResourceChange["after"]): boolean =>
  JSON.stringify(schedule?.["target"] ?? "").includes(":eks:updateNodegroupConfig");
