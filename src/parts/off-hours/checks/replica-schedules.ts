import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { nodeSchedules } from "../model/node-schedules";
import { type ReplicaSchedule, replicaSchedulesOf } from "../model/replica-schedules";
import { areSameSizes, sizesOf } from "../model/week";
import { MINUTES_A_WEEK } from "../../../infrastructure/part-rest";
import { KUBECTL_IMAGE } from "../facts/pod-images";
import { SCALE_RIGHTS } from "../facts/kubectl";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../../../checks/check";
import { texts } from "../../../terraform/stack-json";
import { type Workload, workloadsOf } from "../../../infrastructure/kubernetes-workloads";
import { nodeGroups } from "../../../infrastructure/capacity-nodes";
import TEXTS from "./texts.json";
import { type AccessRule, items } from "../../../infrastructure/kubernetes-api";
import { accountsWith } from "../../../infrastructure/identity-rbac";

export const replicaSchedulesRestore: Check = {
  ...ruleOf(TEXTS, "replica-schedules"),
  run: (plan) => {
    const schedules = replicaSchedulesOf(plan);
    return [
      ...schedules.flatMap((schedule) => scheduleProblems(plan, schedule)),
      ...deploymentsOf(schedules).flatMap((name) => deploymentProblems(plan, name)),
    ];
  },
};

const targetsOf = ({ namespace, deployments }: ReplicaSchedule): string[] =>
  deployments.map((name) => `${namespace}/${name}`);

const deploymentsOf = (schedules: readonly ReplicaSchedule[]): string[] => [
  ...new Set(schedules.flatMap(targetsOf)),
];

const findWorkload = (plan: EnvironmentPlan, key: string): Workload | undefined =>
  workloadsOf(plan).find((each) => each.kind === "deployment" && each.key === key);

function scheduleProblems(plan: EnvironmentPlan, schedule: ReplicaSchedule): Finding[] {
  const { job, image, times, expression, enabled } = schedule;
  const wrongImage = image.differenceTo(KUBECTL_IMAGE);
  const missing = targetsOf(schedule).filter((key) => !findWorkload(plan, key));
  const problems = [
    ...missing.map((key) => `it scales ${key}, which is no Deployment of these stacks`),
    ...(times ? [] : [`its times are not known: ${expression} is not MINUTE HOUR * * DAYS`]),
    ...(enabled ? [] : ["it is suspended"]),
    ...(wrongImage === undefined ? [] : [`it ${wrongImage}`]),
    ...rightProblems(plan, schedule),
    ...lateProblems(plan, schedule),
    ...zoneProblems(plan, schedule),
    ...orderProblems(plan, schedule),
  ];
  return problems.map((message) => ({ ...at(job.resource), message: `${job.title}: ${message}` }));
}

function rightProblems(
  plan: EnvironmentPlan,
  { namespace, job, account, deployments }: ReplicaSchedule,
): string[] {
  const rules = job.namespace === namespace ? rulesFor(plan, namespace, account) : [];
  return SCALE_RIGHTS.flatMap(({ group, resource, verb }) => {
    const denied = deployments.filter(
      (name) =>
        !rules.some(
          (rule) =>
            texts(rule.apiGroups).includes(group) &&
            texts(rule.resources).includes(resource) &&
            texts(rule.verbs).includes(verb) &&
            (rule.resourceNames === undefined || texts(rule.resourceNames).includes(name)),
        ),
    );
    return denied.length === 0
      ? []
      : [`service account ${account} may not ${verb} ${resource} of ${denied.join(", ")}`];
  });
}

/** A run that is repeated after the next change of its Deployments would undo that change. */
function lateProblems(plan: EnvironmentPlan, schedule: ReplicaSchedule): string[] {
  const { givesUpAfter } = schedule;
  if (givesUpAfter === undefined) {
    return ["it has no startingDeadlineSeconds or activeDeadlineSeconds, so a late run can undo a later one"];
  }
  const own = new Set(targetsOf(schedule));
  const others = replicaSchedulesOf(plan).filter(
    (each) => each !== schedule && targetsOf(each).some((key) => own.has(key)),
  );
  const shortest = Math.min(...others.flatMap((each) => gaps(schedule.times, each.times)));
  return shortest < givesUpAfter
    ? [
        `it gives up after ${givesUpAfter} minutes, but the next change of its Deployments is after ${shortest}`,
      ]
    : [];
}

function zoneProblems(plan: EnvironmentPlan, { timezone }: ReplicaSchedule): string[] {
  const zones = [...nodeSchedules(plan), ...replicaSchedulesOf(plan)].map((each) => each.timezone);
  const other = zones.find((zone) => zone !== timezone);
  return other === undefined
    ? []
    : [`its time zone is ${timezone}, and that of another schedule is ${other}`];
}

/** Minutes between the stop of a Deployment and the stop of nodes: its pods end first, and idle nodes do not run for long. */
const BEFORE_NODES = { least: 5, most: 60 };

/** Deployments stop before nodes, and start with them or after them. */
function orderProblems(plan: EnvironmentPlan, { times = [], replicas }: ReplicaSchedule): string[] {
  const { starts, stops } = timesOfNodes(plan);
  if (times.length === 0 || (starts.length === 0 && stops.length === 0)) return [];
  const isWithin = (from: number, to: number, least: number): boolean => {
    const minutes = minutesFrom(from, to);
    return minutes >= least && minutes <= BEFORE_NODES.most;
  };
  if (replicas === 0) {
    const isLate = stops.some((stop) => !times.some((time) => isWithin(time, stop, BEFORE_NODES.least)));
    return isLate
      ? [
          `nodes stop without it: expected a run ${BEFORE_NODES.least} to ${BEFORE_NODES.most} minutes before each stop`,
        ]
      : [];
  }
  const isEarly = times.some((time) => !starts.some((start) => isWithin(start, time, 0)));
  return isEarly
    ? [`it runs without nodes: expected runs up to ${BEFORE_NODES.most} minutes after nodes start`]
    : [];
}

/** Times of a week at which schedules restore the sizes of node groups, and at which they change them. */
function timesOfNodes(plan: EnvironmentPlan): { starts: number[]; stops: number[] } {
  const schedules = nodeSchedules(plan).map(({ group, sizes, times = [] }) => {
    const target = nodeGroups(plan).find(({ resource }) => resource === group);
    return { starts: target !== undefined && areSameSizes(sizes, sizesOf(target)), times };
  });
  const timesWith = (starts: boolean) => [
    ...new Set(schedules.filter((each) => each.starts === starts).flatMap(({ times }) => times)),
  ];
  return { starts: timesWith(true), stops: timesWith(false) };
}

/** Minutes from each time to each other time, around the week. */
const gaps = (from: readonly number[] = [], to: readonly number[] = []): number[] =>
  from.flatMap((time) => to.map((other) => minutesFrom(time, other)));

/** Minutes from one time of a week to the next occurrence of another. */
const minutesFrom = (time: number, other: number): number => (other - time + MINUTES_A_WEEK) % MINUTES_A_WEEK;

function deploymentProblems(plan: EnvironmentPlan, key: string): Finding[] {
  const workload = findWorkload(plan, key);
  if (!workload) return [];
  const schedules = replicaSchedulesOf(plan).filter((each) => targetsOf(each).includes(key));
  const started = schedules.filter(({ replicas }) => replicas > 0);
  const problems = [
    ...(started.length > 0 ? [] : ["a job scales it to zero, and none starts it again"]),
    ...(schedules.some(({ replicas }) => replicas === 0) ? [] : ["a job starts it, and none stops it"]),
    ...started
      .filter(({ replicas }) => !workload.autoscaler && replicas < workload.min)
      .map(
        ({ replicas }) =>
          `a job starts ${replicas} of its ${workload.min} replicas, and no autoscaler adds the others`,
      ),
    ...started
      .filter(({ replicas }) => replicas > workload.max)
      .map(({ replicas }) => `a job starts ${replicas} replicas, above its maximum of ${workload.max}`),
  ];
  return problems.map((message) => ({ ...at(workload.resource), message }));
}

/** Rules that the roles of a namespace give to a service account. */
const rulesFor = (plan: EnvironmentPlan, namespace: string, account: string): AccessRule[] =>
  objectsOf(plan)
    .ofKind("role")
    .filter((role) => role.namespace === namespace)
    .filter((role) =>
      accountsWith(plan, role).some((each) => each.namespace === namespace && each.name === account),
    )
    .flatMap(({ api }) => items(api.rules));
