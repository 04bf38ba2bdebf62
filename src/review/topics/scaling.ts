import { POD_ARGUMENTS } from "../../evidence/pods";
import { number } from "../../terraform/stack-json";
import { quantityOf, type Resource, RESOURCES } from "../../infrastructure/capacity-amounts";
import { onNodes, roomForReplicas } from "../../infrastructure/capacity-shortage";
import { type Workload, workloadsOf } from "../../infrastructure/kubernetes-workloads";
import { type NodeGroup } from "../../infrastructure/capacity-nodes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Edit } from "../change";
import { type Phrase, say } from "../stages/phrase";
import { sentencesOf, type Words } from "./named";
import { keyOfKind } from "./pods/workloads";
import { type Change, changeAt, type Topic, type TopicLine } from "./topic";
import { items } from "../../infrastructure/kubernetes-api";

const { line } = sentencesOf("Scaling and limits");

/**
 * Effects of changed requests, limits, replicas and probes of a workload: when its autoscaler adds pods, how many replicas the
 * nodes hold, and when Kubernetes ends a container.
 *
 * Sources: Kubernetes documentation, "Horizontal Pod Autoscaling" (utilization is a share of the request), "Resource Management
 * for Pods and Containers" and "Configure Liveness, Readiness and Startup Probes" (read 2026-11-20).
 */
export const scaling: Topic = {
  title: "Scaling and limits",
  lines: (change) => {
    const old = new Map(workloadsOf(change.before).map((each) => [keyOfKind(each), each]));
    return workloadsOf(change.after).flatMap((now) => {
      const was = old.get(keyOfKind(now));
      return was ? linesOf(change, was, now) : [];
    });
  },
};

function linesOf(change: Change, was: Workload, now: Workload): TopicLine[] {
  const own = changeAt(change, now.resource)?.edits ?? [];
  const scaler = (now.autoscaler && changeAt(change, now.autoscaler.resource)?.edits) ?? [];
  const amounts = own.filter(({ argument }) => /\.resources(\.|$)/.test(argument));
  return [
    ...thresholds(was, now).flatMap(({ words, isRequest }) => {
      const targets = scaler.filter(({ argument }) => argument.startsWith("spec.metric"));
      const ofRequest = isRequest && amounts.length > 0;
      const resource = ofRequest ? now.resource : targets.length > 0 ? now.autoscaler?.resource : undefined;
      return resource ? line("threshold", resource, words, { edits: ofRequest ? amounts : targets }) : [];
    }),
    ...(amounts.length > 0 ? endLines(was, now, amounts) : []),
    ...PROBES.flatMap(([probe, block, what]) => {
      const edits = own.filter(
        ({ argument }) =>
          argument.endsWith(`.${block}`) ||
          (argument.includes(`.${block}.`) && POD_ARGUMENTS.timeOfProbes.test(argument)),
      );
      const [before, after] = [secondsOf(was, probe), secondsOf(now, probe)];
      if (edits.length === 0 || before === after || after === undefined) return [];
      const old = before === undefined ? [] : say`, before ${before} s`;
      const name = before !== undefined && after < before ? "shorter probe" : "probe";
      return line(name, now.resource, { name: now.name, fails: [what], seconds: after, old }, { edits });
    }),
    ...roomLines(change, was, now, [...amounts, ...own.filter(isOfRollout)], scaler),
  ];
}

const isOfRollout = ({ argument }: Edit): boolean => /^spec\.(replicas|strategy)(\.|$)/.test(argument);

interface Threshold {
  readonly words: Words;
  /** Whether the request moves it, and not only the target. */
  readonly isRequest: boolean;
}

const METRICS: readonly (readonly [name: string, resource: Resource])[] = [
  ["cpu", "cpuMillis"],
  ["memory", "memoryMiB"],
];

/** Use of a pod above which the autoscaler adds pods, where it changes. */
const thresholds = (was: Workload, now: Workload): Threshold[] =>
  METRICS.flatMap(([name, resource]) => {
    const [old, is] = [was, now].map((each) => ({
      percent: targetOf(each, name),
      request: each.requests[resource],
    }));
    if (old?.percent === undefined || is?.percent === undefined) return [];
    if (old.percent === is.percent && old.request === is.request) return [];
    const above = ({ percent = 0, request }: typeof is): Phrase =>
      say`${quantityOf(resource, (request * percent) / 100, "free")} (${percent} % of ${quantityOf(resource, request, "requested")})`;
    const kind = [RESOURCES[resource].name];
    const words = { name: now.name, above: above(is), resource: kind, old: above(old) };
    return [{ words, isRequest: old.request !== is.request }];
  });

function targetOf({ autoscaler }: Workload, name: string): number | undefined {
  const resources = items(autoscaler?.spec.metrics).flatMap((metric) => metric.resource ?? []);
  return number(resources.find((resource) => resource.name === name)?.target?.averageUtilization);
}

/** The effect of a lower limit on a container. */
const endLines = (was: Workload, now: Workload, edits: readonly Edit[]): TopicLine[] =>
  (["memoryMiB", "cpuMillis"] as const).flatMap((resource) => {
    const [before, after] = [was.limits[resource], now.limits[resource]];
    const isLower = after > 0 && (before === 0 || after < before);
    const words = { name: now.name, limit: quantityOf(resource, after, "requested") };
    const name = resource === "memoryMiB" ? "memory" : "CPU";
    return isLower ? line(name, now.resource, words, { edits }) : [];
  });

/** Probes, with their blocks in the paths of edits. */
const PROBES = [
  ["startupProbe", "startup_probe", "does not start"],
  ["livenessProbe", "liveness_probe", "does not answer"],
] as const;

/** Longest time that a probe of a workload's containers waits; undefined without the probe. Defaults are those of Kubernetes. */
function secondsOf({ pod }: Workload, probe: (typeof PROBES)[number][0]): number | undefined {
  const found = items(pod.containers).flatMap((container) => container[probe] ?? []);
  if (found.length === 0) return undefined;
  const seconds = (each: (typeof found)[number]): number =>
    (number(each.initialDelaySeconds) ?? 0) +
    (number(each.periodSeconds) ?? 10) * (number(each.failureThreshold) ?? 3);
  return Math.max(...found.map(seconds));
}

/** Replicas that the nodes hold, with the same numbers as the checks of capacity. */
function roomLines(
  change: Change,
  was: Workload,
  now: Workload,
  own: readonly Edit[],
  scaler: readonly Edit[],
): TopicLine[] {
  const bounds = scaler.filter(({ argument }) => /^spec\.(min|max)_replicas$/.test(argument));
  const resource = own.length > 0 ? now.resource : now.autoscaler?.resource;
  if ((own.length === 0 && bounds.length === 0) || !resource) return [];
  const [old, is] = [roomOf(change.before, was), roomOf(change.after, now)];
  if (!is || (old?.always === is.always && old.most === is.most && was.max === now.max)) return [];
  const replicas = (of: typeof is, { max }: Workload): Phrase =>
    of.always === of.most
      ? say`${of.always} of ${max}`
      : say`${of.always} of ${max} at the fewest nodes and ${of.most} at the most`;
  const before = old ? say`, before ${replicas(old, was)}` : [];
  const words = { name: now.name, new: replicas(is, now), old: before };
  return [line("room", resource, words, { edits: own.length > 0 ? own : bounds })];
}

/** Replicas that fit at the fewest and the most nodes; undefined for pods that are not on nodes. */
function roomOf(plan: EnvironmentPlan, workload: Workload) {
  if (!onNodes(plan).includes(workload)) return undefined;
  const replicas = (nodesOf: (group: NodeGroup) => number): number =>
    roomForReplicas(plan, nodesOf, workload);
  return { always: replicas(({ floor }) => floor), most: replicas(({ max }) => max) };
}
