import { nodeGroups } from "../../../infrastructure/capacity-nodes";
import { type PartRest } from "../../../infrastructure/part-rest";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { replicaSchedulesOf, restingDeployments } from "./replica-schedules";
import { scalingProblems } from "./scaling-role";
import { areSameSizes, schedulesOf, sizesOf, weekOf } from "./week";

export const REST: PartRest = {
  jobsOf: (plan) => replicaSchedulesOf(plan).map(({ pods }) => pods),
  minutesOf: restingDeployments,
  weekOf: (plan, group) =>
    schedulesOf(plan, group).length === 0 ? undefined : { phases: weekOf(plan, group) },
  roleProblems: scalingProblems,
  workAt,
};

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** The first group with working hours decides. */
function workAt(plan: EnvironmentPlan, time: number): string | undefined {
  for (const group of nodeGroups(plan)) {
    const own = sizesOf(group);
    const events = schedulesOf(plan, group).flatMap(({ times = [], sizes, timezone }) =>
      times.map((minute) => ({ minute, atWork: areSameSizes(sizes, own), timezone })),
    );
    const [first] = events;
    if (!first || events.every(({ atWork }) => atWork)) continue;
    const local = localTime(time, first.timezone);
    const inTurn = events.toSorted((a, b) => a.minute - b.minute);
    const last = inTurn.findLast(({ minute }) => minute <= local.minute) ?? inTurn.at(-1);
    return last?.atWork ? `${local.shown} in ${first.timezone}` : undefined;
  }
  return undefined;
}

/** A time in a time zone: minutes after the beginning of Monday. */
function localTime(time: number, timeZone: string): { readonly minute: number; readonly shown: string } {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(time);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? "";
  const [day, hour, minute] = [part("weekday"), part("hour"), part("minute")];
  return {
    minute: (DAYS.indexOf(day) * 24 + Number(hour)) * 60 + Number(minute),
    shown: `${day} ${hour}:${minute}`,
  };
}
