import { POD_ARGUMENTS } from "../../evidence/pods";
import { number } from "../../terraform/stack-json";
import { quantityOf, type Resource, RESOURCES } from "../../infrastructure/capacity-amounts";
import { onNodes, roomForReplicas } from "../../infrastructure/capacity-shortage";
import { type Workload, workloadsOf } from "../../infrastructure/kubernetes-workloads";
import { type NodeGroup } from "../../infrastructure/capacity-nodes";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Edit } from "../change";
import { type Level } from "../stages/line";
import { type Phrase, say } from "../stages/phrase";
import { type Change, type Topic, type TopicLine, changeAt, lineAt } from "./topic";
import { items } from "../../infrastructure/kubernetes-api";

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

const keyOfKind = (workload: Workload): string => `${workload.kind} ${workload.key}`;

function linesOf(change: Change, was: Workload, now: Workload): TopicLine[] {
  const own = changeAt(change, now.resource)?.edits ?? [];
  const scaler = (now.autoscaler && changeAt(change, now.autoscaler.resource)?.edits) ?? [];
  const line = (
    text: Phrase,
    edits: readonly Edit[],
    resource: PlannedResource = now.resource,
    level: Level = "info",
  ): TopicLine => lineAt(level, resource, text, { edits });
  const amounts = own.filter(({ argument }) => /\.resources(\.|$)/.test(argument));
  return [
    ...thresholds(was, now).flatMap(({ text, isRequest }) => {
      const targets = scaler.filter(({ argument }) => argument.startsWith("spec.metric"));
      if (isRequest && amounts.length > 0) return [line(text, amounts)];
      return targets.length > 0 && now.autoscaler ? [line(text, targets, now.autoscaler.resource)] : [];
    }),
    ...(amounts.length > 0
      ? ends(was, now).map(({ text, level }) => line(text, amounts, now.resource, level))
      : []),
    ...PROBES.flatMap(([probe, block, what]) => {
      const edits = own.filter(
        ({ argument }) =>
          argument.endsWith(`.${block}`) ||
          (argument.includes(`.${block}.`) && POD_ARGUMENTS.timeOfProbes.test(argument)),
      );
      const [before, after] = [secondsOf(was, probe), secondsOf(now, probe)];
      if (edits.length === 0 || before === after || after === undefined) return [];
      const old = before === undefined ? [] : say`, before ${before} s`;
      const text = say`a container of ${now.name} that ${[what]} for ${after} s is restarted${old}`;
      const isLess = before !== undefined && after < before;
      return line(text, edits, now.resource, isLess ? "attention" : "info");
    }),
    ...roomLines(change, was, now, [...amounts, ...own.filter(isOfRollout)], scaler).map(
      ({ text, edits, resource }) => line(text, edits, resource),
    ),
  ];
}

const isOfRollout = ({ argument }: Edit): boolean => /^spec\.(replicas|strategy)(\.|$)/.test(argument);

interface Threshold {
  readonly text: Phrase;
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
    const text = say`the autoscaler adds pods to ${now.name} while a pod uses more than ${above(is)} ${[RESOURCES[resource].name]} on average, before ${above(old)}`;
    return [{ text, isRequest: old.request !== is.request }];
  });

function targetOf({ autoscaler }: Workload, name: string): number | undefined {
  const resources = items(autoscaler?.spec.metrics).flatMap((metric) => metric.resource ?? []);
  return number(resources.find((resource) => resource.name === name)?.target?.averageUtilization);
}

/** The effect of a lower limit on a container. */
function ends(was: Workload, now: Workload): { readonly text: Phrase; readonly level: Level }[] {
  const [memory, cpu] = [now.limits.memoryMiB, now.limits.cpuMillis];
  const isLower = (after: number, before: number): boolean => after > 0 && (before === 0 || after < before);
  const killed = say`the kernel ends a container of ${now.name} above its memory limit, now ${quantityOf("memoryMiB", memory, "requested")}; compare it with the use of a loaded pod first`;
  const throttled = say`the CPU of ${now.name} is throttled above its limit, now ${quantityOf("cpuMillis", cpu, "requested")}`;
  return [
    ...(isLower(memory, was.limits.memoryMiB) ? [{ text: killed, level: "attention" as const }] : []),
    ...(isLower(cpu, was.limits.cpuMillis) ? [{ text: throttled, level: "info" as const }] : []),
  ];
}

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
  { before, after }: Change,
  was: Workload,
  now: Workload,
  own: readonly Edit[],
  scaler: readonly Edit[],
): { readonly text: Phrase; readonly edits: readonly Edit[]; readonly resource: PlannedResource }[] {
  const bounds = scaler.filter(({ argument }) => /^spec\.(min|max)_replicas$/.test(argument));
  const resource = own.length > 0 ? now.resource : now.autoscaler?.resource;
  if ((own.length === 0 && bounds.length === 0) || !resource) return [];
  const [old, is] = [roomOf(before, was), roomOf(after, now)];
  if (!is || (old?.always === is.always && old.most === is.most && was.max === now.max)) return [];
  const said = (of: typeof is, { max }: Workload): Phrase =>
    of.always === of.most
      ? say`${of.always} of ${max}`
      : say`${of.always} of ${max} at the fewest nodes and ${of.most} at the most`;
  const text = say`replicas of ${now.name} that the nodes hold beside the minimum of other workloads, with room for a rollout: ${said(is, now)}${old ? say`, before ${said(old, was)}` : []}`;
  return [{ text, edits: own.length > 0 ? own : bounds, resource }];
}

/** Replicas that fit at the fewest and the most nodes; undefined for pods that are not on nodes. */
function roomOf(
  plan: EnvironmentPlan,
  workload: Workload,
): { readonly always: number; readonly most: number } | undefined {
  if (!onNodes(plan).includes(workload)) return undefined;
  const replicas = (nodesOf: (group: NodeGroup) => number): number =>
    roomForReplicas(plan, nodesOf, workload);
  return { always: replicas(({ floor }) => floor), most: replicas(({ max }) => max) };
}
