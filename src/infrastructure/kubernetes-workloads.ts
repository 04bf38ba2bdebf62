import { groupBy } from "../base/group-by";
import { quantity } from "../base/quantities";
import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../terraform/environment-plan";
import { asObject, type Json, type JsonObject, number } from "../terraform/stack-json";
import { type KubernetesObject, objectsOf, type Pods } from "./kubernetes-objects";
import { type Labels, labelsOf, requirementsOn } from "./kubernetes-labels";
import { type Amounts, amounts, most, NO_AMOUNTS, sum } from "./capacity/amounts";
import { type ContainerSpec, items, type PodSpec, type Specs } from "./kubernetes-api";

type Autoscaler = KubernetesObject<Specs["horizontal_pod_autoscaler"]>;

/** A workload with its replicas, requests and limits. */
export interface Workload {
  readonly resource: PlannedResource;
  /** `deployment`, `daemonset`, … */
  readonly kind: string;
  readonly name: string;
  /** Namespace and name, with a slash between. */
  readonly key: string;
  readonly isDaemonSet: boolean;
  /** Whether its pods end by themselves. */
  readonly isJob: boolean;
  /** Name of the model in the environment's file. @default - none, a program of the platform or a job */
  readonly model?: string;
  readonly namespace: string;
  /** Labels of its pods. */
  readonly labels: Labels;
  /** `spec` of its pods. */
  readonly pod: PodSpec;
  /** Its HorizontalPodAutoscaler. @default - none, replicas are fixed */
  readonly autoscaler?: Autoscaler;
  /** All that name it: more than one is a fault. */
  readonly autoscalers: readonly Autoscaler[];
  readonly min: number;
  readonly max: number;
  /** Pods that a rolling update adds to `replicas`. */
  readonly surge: (replicas: number) => number;
  /** Whether a rolling update stops no old pod before a new pod runs. */
  readonly waitsForSurge: (replicas: number) => boolean;
  readonly requests: Amounts;
  readonly limits: Amounts;
  /** Missing requests, such as `cpu`, after the namespace's defaults. */
  readonly unstated: readonly string[];
}

export const workloadsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Workload[] => {
  const autoscalers = autoscalersByTarget(plan);
  const defaults = defaultsByNamespace(plan);
  return objectsOf(plan).pods.map((pods) => {
    const { resource, kind } = pods.owner;
    const isModel = resource.layer === "models" && kind === "deployment";
    return {
      ...workload(pods, autoscalers.get(targetKey(pods.owner)), defaults.get(pods.owner.namespace)),
      ...(isModel ? { model: pods.owner.programName } : {}),
    };
  });
});

/** Workloads by the object that owns their pods. */
const byOwner = memoizePerPlan(
  (plan: EnvironmentPlan) => new Map(workloadsOf(plan).map((workload) => [workload.resource, workload])),
);

/** The workload of pods. */
export const workloadOf = (plan: EnvironmentPlan, { owner }: Pods): Workload | undefined =>
  byOwner(plan).get(owner.resource);

/** Kinds in Terraform resource types use underscores, kinds in Kubernetes are in CamelCase. */
const targetKey = ({ namespace, kind, name }: KubernetesObject): string =>
  `${namespace}/${kind.replace(/_/g, "").toLowerCase()}/${name}`;

function autoscalersByTarget(plan: EnvironmentPlan): ReadonlyMap<string, readonly Autoscaler[]> {
  return groupBy(objectsOf(plan).ofKind("horizontal_pod_autoscaler"), ({ namespace, spec }) => {
    const { kind, name } = spec.scaleTargetRef ?? {};
    return `${namespace}/${String(kind).toLowerCase()}/${String(name)}`;
  });
}

function workload(
  { owner, labels, spec: pod, isJob, containers }: Pods,
  autoscalers: readonly Autoscaler[] = [],
  defaults?: Defaults,
): Workload {
  const autoscaler = autoscalers.at(-1);
  const { resource, kind, name, namespace, spec } = owner;
  const fixed = number(spec.replicas) ?? number(spec.parallelism) ?? 1;
  return {
    resource,
    kind,
    name,
    key: `${namespace}/${name}`,
    isDaemonSet: kind === "daemonset" || kind === "daemon_set",
    isJob,
    namespace,
    labels,
    pod,
    ...(autoscaler ? { autoscaler } : {}),
    autoscalers,
    min: autoscaler ? (number(autoscaler.spec.minReplicas) ?? 1) : fixed,
    max: autoscaler ? (number(autoscaler.spec.maxReplicas) ?? 1) : fixed,
    ...rollout(owner),
    ...podAmounts(containers, defaults),
  };
}

/** Kubernetes rounds `maxSurge` up and `maxUnavailable` down; a StatefulSet replaces pods in place. */
function rollout({
  kind,
  spec,
}: KubernetesObject<Specs["deployment"]>): Pick<Workload, "surge" | "waitsForSurge"> {
  const { type = "RollingUpdate", rollingUpdate: rolling } = spec.strategy ?? {};
  if (kind !== "deployment" || type !== "RollingUpdate") {
    return { surge: () => 0, waitsForSurge: () => false };
  }
  const { maxSurge: added = "25%", maxUnavailable: lost = "25%" } = rolling ?? {};
  const surge = (replicas: number): number => Math.ceil(podsIn(String(added), replicas));
  return {
    surge,
    waitsForSurge: (replicas) => surge(replicas) > 0 && Math.floor(podsIn(String(lost), replicas)) === 0,
  };
}

/** Number of pods for a percentage of the replicas, `25%`, or an absolute number. */
function podsIn(share: string, replicas: number): number {
  const amount = Number.parseFloat(share);
  if (Number.isNaN(amount)) return 0;
  return share.endsWith("%") ? (replicas * amount) / 100 : amount;
}

/** Defaults of a LimitRange for containers without requests or limits. */
interface Defaults {
  readonly requests: JsonObject;
  readonly limits: JsonObject;
}

function defaultsByNamespace(plan: EnvironmentPlan): Map<string, Defaults> {
  return new Map(
    objectsOf(plan)
      .ofKind("limit_range")
      .map(({ namespace, spec }) => {
        const container = items(spec.limits).find(({ type }) => type === "Container") ?? {};
        const { defaultRequest: requests, default: limits } = container;
        return [namespace, { requests: asObject(requests), limits: asObject(limits) }];
      }),
  );
}

function podAmounts(all: Pods["containers"], defaults: Defaults = { requests: {}, limits: {} }) {
  const each = all.map(({ config, init, isBeside }) => ({
    ...containerAmounts(config, defaults),
    init,
    isBeside,
  }));
  const inits = each.filter(({ init }) => init);
  const containers = each.filter(({ init }) => !init);
  // Init containers run one at a time, before the others and beside those before them that restart always.
  const total = (of: (each: ContainerAmounts) => Amounts): Amounts => {
    const { beside, highest } = inits.reduce(
      (known, each) => {
        const now = sum(known.beside, of(each));
        return { beside: each.isBeside ? now : known.beside, highest: most(known.highest, now) };
      },
      { beside: NO_AMOUNTS, highest: NO_AMOUNTS },
    );
    return most(highest, containers.map(of).reduce(sum, beside));
  };
  return {
    requests: total(({ requests }) => requests),
    limits: total(({ limits }) => limits),
    unstated: [...new Set([...containers, ...inits].flatMap(({ unstated }) => unstated))],
  };
}

interface ContainerAmounts {
  readonly requests: Amounts;
  readonly limits: Amounts;
  readonly unstated: readonly string[];
}

function containerAmounts(container: ContainerSpec, defaults: Defaults): ContainerAmounts {
  const { requests: asked, limits: capped } = container.resources ?? {};
  // a missing request defaults to the container's limit
  const requests = { ...defaults.requests, ...asObject(capped), ...asObject(asked) };
  return {
    requests: amounts(requests),
    limits: amounts({ ...defaults.limits, ...asObject(capped) }),
    unstated: ["cpu", "memory"].filter((key) => Number.isNaN(quantity(String(requests[key])))),
  };
}

/** A disruption budget, and the workloads whose pods it selects. */
interface Budget {
  readonly object: KubernetesObject<Specs["pod_disruption_budget"]>;
  readonly guarded: readonly Workload[];
  /** Pods that stay up at a number of replicas; NaN if the bound is no number or percentage of pods. */
  readonly kept: (replicas: number) => number;
}

export const podBudgetsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Budget[] =>
  objectsOf(plan)
    .ofKind("pod_disruption_budget")
    .map((object) => ({
      object,
      guarded: guardedBy(plan, object),
      kept: (replicas) => keptBy(object, replicas),
    })),
);

function guardedBy(
  plan: EnvironmentPlan,
  { namespace, spec }: KubernetesObject<Specs["pod_disruption_budget"]>,
): Workload[] {
  const { selector } = spec;
  // An empty selector selects all pods of the namespace, and a missing one none.
  if (!selector) return [];
  return objectsOf(plan)
    .selected(namespace, labelsOf(selector.matchLabels))
    .filter(({ labels }) => requirementsOn(selector, labels).every(({ isMet }) => isMet))
    .flatMap((each) => workloadOf(plan, each) ?? []);
}

function keptBy({ spec }: KubernetesObject<Specs["pod_disruption_budget"]>, replicas: number): number {
  const { minAvailable: kept, maxUnavailable: lost } = spec;
  return kept === undefined ? replicas - podsOf(lost, replicas) : podsOf(kept, replicas);
}

/** Number of pods of a number or a percentage, which Kubernetes rounds up; NaN for other text. */
function podsOf(value: Json | undefined, replicas: number): number {
  const [, amount, share] = /^(\d+)(%?)$/.exec(String(value)) ?? [];
  if (amount === undefined) return Number.NaN;
  return share ? Math.ceil((replicas * Number(amount)) / 100) : Number(amount);
}
