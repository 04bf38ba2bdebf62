import { type Workload, keyOf, workloadsOf } from "../../infrastructure/workloads";
import { hoursText, MINUTES_A_WEEK } from "../../infrastructure/part-rest";
import { replicaSchedulesOf, restingDeployments } from "../../parts/off-hours/model";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type OtherChange, type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { type Phrase, joined, say } from "../stages/phrase";
import { type Change, type Topic, type TopicLine } from "./topic";

/** Models that jobs stop outside of working hours, and that no job stops or starts any more. */
export const restingModels: Topic = {
  title: "Off-hours",
  lines: ({ before, after }) => {
    const [old, now] = [restingDeployments(before), restingDeployments(after)];
    return workloadsOf(after).flatMap((workload): TopicLine[] => {
      const key = keyOf(workload);
      const { layer, address } = workload.resource;
      const line = (text: Phrase, rest: Pick<TopicLine, "level" | "harm">): TopicLine[] => [
        { ...rest, layer, address, text },
      ];
      const [rested, rests] = [old.get(key), now.get(key)];
      if (rests !== undefined) {
        const isLonger = restsAtOtherTimes(before, after, workload);
        if (rests === rested && !isLonger) return [];
        const text = say`${workload.name} has no pods for ${hoursText(rests)} of ${hoursText(MINUTES_A_WEEK)} hours a week, and its requests then fail`;
        return isLonger
          ? line([...text, ...stopsOf(after, workload)], { level: "attention", harm: "outage" })
          : line(say`${text}, before ${hoursText(rested ?? 0)} hours`, { level: "info", harm: "in place" });
      }
      if (rested === undefined || !isIn(before, key)) return [];
      return line(
        say`no job starts ${workload.name} any more, and Terraform sets no replicas: apply in working hours, or after the start command of the output off_hours_models_commands; otherwise it remains without pods`,
        { level: "attention" },
      );
    });
  },
  judges,
};

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
function stopsOf(plan: Change["after"], { name, namespace }: Workload): Phrase {
  const stops = replicaSchedulesOf(plan).filter(
    (each) => each.replicas === 0 && each.namespace === namespace && each.deployments.includes(name),
  );
  return stops.length === 0
    ? []
    : say`: from the next stop on, at ${joined(stops.map(({ expression, timezone }) => say`${timeOf(expression)} ${timezone}`))}`;
}

/** `19:00` of `0 19 * * mon,tue`; the expression, if it is not one time of a day. */
function timeOf(expression: string): string {
  const [, minute = "", hour = ""] = /^(\d+) (\d+) /.exec(expression) ?? [];
  return hour === "" ? expression : `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
}

const isIn = (plan: Change["before"], key: string): boolean =>
  workloadsOf(plan).some((each) => keyOf(each) === key);

/** Times of jobs and schedules, whose effect on models the lines say; that on nodes is in the cost, and checks compare both. */
function judges(
  changed: ResourceChange | OtherChange,
  edit: Edit | undefined,
  { before: old, after: now }: Change,
): boolean {
  if (!("type" in changed)) return false;
  const { type, layer, address, before, after } = changed;
  const setsReplicas = (plan: EnvironmentPlan): boolean =>
    replicaSchedulesOf(plan).some(
      ({ job: { resource } }) => resource.layer === layer && resource.address === address,
    );
  if (edit) {
    return (
      (edit.argument === "spec.schedule" && setsReplicas(old) && setsReplicas(now)) ||
      (type === "aws_scheduler_schedule" &&
        edit.argument === "schedule_expression" &&
        [before, after].every(resizesNodes))
    );
  }
  return type === "aws_scheduler_schedule" && [before, after].every((side) => !side || resizesNodes(side));
}

/** Source: EventBridge Scheduler user guide, "Using universal targets" (read 2026-11-22). */
const resizesNodes = (schedule: ResourceChange["after"]): boolean =>
  JSON.stringify(schedule?.["target"] ?? "").includes(":eks:updateNodegroupConfig");
