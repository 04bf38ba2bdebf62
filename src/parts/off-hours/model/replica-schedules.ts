import { type ScaleCall, scaleCall } from "../facts/kubectl";
import { accountOf } from "../../../infrastructure/kubernetes-pods";
import { ImageReference } from "../../../infrastructure/kubernetes-images";
import { type EnvironmentPlan, memoizePerPlan } from "../../../terraform/environment-plan";
import { number, text, texts } from "../../../terraform/stack-json";
import { type Specs } from "../../../infrastructure/kubernetes-api";
import {
  type Container,
  type KubernetesObject,
  type Pods,
  isOfKind,
  objectsOf,
} from "../../../infrastructure/kubernetes-objects";
import { MINUTES_A_WEEK } from "../../../infrastructure/part-rest";
import { weeklyOfKubernetes } from "./weekly-cron";

/** A CronJob that sets the replicas of Deployments. */
export interface ReplicaSchedule {
  readonly job: KubernetesObject<Specs["cron_job"]>;
  readonly image: ImageReference;
  readonly pods: Pods;
  /** Names of Deployments. */
  readonly deployments: readonly string[];
  readonly namespace: string;
  readonly replicas: number;
  /** Name of the service account of its pods. */
  readonly account: string;
  /** Minutes of a week at which it is due; undefined if they are not the same in every week. */
  readonly times: readonly number[] | undefined;
  readonly expression: string;
  readonly timezone: string;
  readonly enabled: boolean;
  /** Minutes after which a run that is late or does not end is given up; undefined without a limit. */
  readonly givesUpAfter: number | undefined;
}

/** CronJobs whose only container scales Deployments. */
export const replicaSchedulesOf = memoizePerPlan((plan: EnvironmentPlan): readonly ReplicaSchedule[] =>
  objectsOf(plan).pods.flatMap((pods) => {
    const job: KubernetesObject = pods.owner;
    const [container, ...more] = pods.containers;
    const call = container && more.length === 0 ? callOf(container) : undefined;
    return container && call && isOfKind(job, "cron_job")
      ? [scheduleOf(plan, job, pods, container, call)]
      : [];
  }),
);

function callOf({ config }: Container): ScaleCall | undefined {
  if (config.command !== undefined) return undefined;
  return scaleCall(text(config.image) ?? "", texts(config.args) ?? []);
}

function scheduleOf(
  plan: EnvironmentPlan,
  job: KubernetesObject<Specs["cron_job"]>,
  pods: Pods,
  { config }: Container,
  { namespace, replicas, deployments }: ScaleCall,
): ReplicaSchedule {
  const expression = text(job.spec.schedule) ?? "";
  const seconds = [job.spec.startingDeadlineSeconds, job.spec.jobTemplate?.spec?.activeDeadlineSeconds].map(
    number,
  );
  return {
    job,
    image: ImageReference.parse(text(config.image) ?? ""),
    pods,
    deployments,
    namespace: namespace ?? job.namespace,
    replicas,
    account: accountOf(plan, pods),
    times: weeklyOfKubernetes(expression),
    expression,
    // Unconfirmed: the zone of the control plane, which applies without one. The check reports a
    // missing zone beside others.
    timezone: text(job.spec.timeZone) ?? "UTC",
    enabled: job.spec.suspend !== true,
    givesUpAfter: seconds.some((each) => each === undefined)
      ? undefined
      : seconds.reduce<number>((sum, each) => sum + (each ?? 0), 0) / 60,
  };
}

/** Deployments that have no pods for a part of the week: minutes at rest by `namespace/name`. */
export const restingDeployments = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<string, number> => {
  const events = new Map<string, { minute: number; replicas: number }[]>();
  for (const { namespace, deployments, replicas, times, enabled } of replicaSchedulesOf(plan)) {
    for (const name of enabled ? deployments : []) {
      const key = `${namespace}/${name}`;
      const known = events.get(key) ?? [];
      events.set(key, [...known, ...(times ?? []).map((minute) => ({ minute, replicas }))]);
    }
  }
  return new Map(
    [...events].map(([key, own]) => [key, minutesAtRest(own)] as const).filter(([, minutes]) => minutes > 0),
  );
});

/** A Deployment that only stops, or only starts, has no rest that is the same in every week. */
function minutesAtRest(events: readonly { readonly minute: number; readonly replicas: number }[]): number {
  if (!events.some(({ replicas }) => replicas > 0)) return 0;
  const inTurn = [...events].sort((a, b) => a.minute - b.minute);
  return inTurn.reduce((sum, { minute, replicas }, index) => {
    const next = inTurn[index + 1]?.minute ?? (inTurn[0]?.minute ?? 0) + MINUTES_A_WEEK;
    return replicas === 0 ? sum + next - minute : sum;
  }, 0);
}
