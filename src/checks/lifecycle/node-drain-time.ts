import { podBudgetsOf, type Workload, workloadOf } from "../../infrastructure/kubernetes-workloads";
import { emptyNode, onNodes } from "../../infrastructure/capacity-shortage";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { startOf } from "../../infrastructure/capacity-weights";
import { stoppingOf } from "../../infrastructure/kubernetes-pods";
import { SECONDS_TO_END } from "../../evidence/node-drains";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const nodeDrainTime: Check = {
  ...ruleOf(TEXTS, "node-drain-time"),
  run: (plan) => {
    const running = new Set(onNodes(plan));
    return objectsOf(plan).pods.flatMap((pods) => {
      const workload = workloadOf(plan, pods);
      const budget = podBudgetsOf(plan).find(({ guarded }) => workload && guarded.includes(workload));
      if (!workload || !running.has(workload)) return [];
      const { readSeconds, downloads, probeSeconds, registrationSeconds } = startOf(plan, pods);
      const drain: Drain = {
        ...mostDrained(plan, workload),
        leaving: (most) => (budget ? leavingAtOnce(budget, Math.max(workload.min, most)) : most),
        read: readSeconds,
        // The startup probe counts the read of a mounted volume.
        start: (downloads.length > 0 ? readSeconds : 0) + probeSeconds,
        gate: registrationSeconds,
        grace: stoppingOf(pods).grace,
      };
      // The check `disruption-budget` reports it.
      if (drain.leaving(drain.most) === 0) return [];
      return isInTime(drain) ? [] : [{ ...at(workload.resource), message: inWords(workload, drain) }];
    });
  },
};

/** The drain of nodes that are full of a workload's pods. Times are in seconds. */
interface Drain {
  /** Pods of the workload on the nodes. */
  readonly most: number;
  /** Nodes that an update drains at once. */
  readonly nodes: number;
  /** Pods that the budget lets leave at the same time, if that many are on the node. */
  readonly leaving: (most: number) => number;
  /** Until the model has started, with the read of its weights. */
  readonly start: number;
  /** Read of the weights. */
  readonly read: number;
  readonly gate: number;
  readonly grace: number;
}

/** Pods of a workload that fit on the nodes of a group that an update drains at once, alone beside the DaemonSets. */
function mostDrained(plan: EnvironmentPlan, workload: Workload): Pick<Drain, "most" | "nodes"> {
  const [fullest] = nodeGroups(plan)
    .filter((group) => group.max > 0 && group.admits(workload.pod))
    .map((group) => {
      const nodes = Math.min(group.drainedAtOnce, group.max);
      return { nodes, most: nodes * (emptyNode(plan, group)?.holds(workload.requests) ?? 0) };
    })
    .sort((a, b) => b.most - a.most);
  return { nodes: fullest?.nodes ?? 1, most: Math.min(workload.max, fullest?.most ?? 0) };
}

/** Pods that a budget lets leave at the same time; 0 also for a budget without a valid bound. */
function leavingAtOnce({ kept }: ReturnType<typeof podBudgetsOf>[number], replicas: number): number {
  const leaving = replicas - kept(replicas);
  return leaving > 0 ? leaving : 0;
}

const waves = ({ most, leaving }: Drain): number => Math.ceil(most / leaving(most));

/**
 * Before each wave, the pods of the wave before must be ready elsewhere. That holds for the first one too: the
 * node that was drained before waited for its pods to end, and not for those that replace them.
 */
const seconds = (drain: Drain): number => waves(drain) * (drain.start + drain.gate) + drain.grace;

const isInTime = (drain: Drain): boolean => drain.most === 0 || seconds(drain) <= SECONDS_TO_END.nodeDrain;

function inWords({ name }: Workload, drain: Drain): string {
  const { most, nodes, start, gate, grace } = drain;
  const [place, them] =
    nodes === 1 ? ["a node", "it"] : [`the ${nodes} nodes that an update drains at once`, "them"];
  const ready = gate > 0 ? `${start} s to start and ${gate} s for its NLB` : `${start} s to start`;
  const rounds = waves(drain);
  return (
    `${most === 1 ? `1 pod of ${name} fits on ${place} and leaves` : `${most} pods of ${name} fit on ${place} and leave`} ${them} in ` +
    `${rounds === 1 ? "1 round" : `${rounds} rounds`}, ` +
    `each with ${ready}, and the last ends after ${grace} s: ${seconds(drain)} s, expected at most ` +
    `${SECONDS_TO_END.nodeDrain} s; ${whatHolds(drain)}`
  );
}

/** The most pods on a node that leave in time, and the longest start of as many as there are. */
function whatHolds(drain: Drain): string {
  const fewer = downFrom(drain.most - 1).find((most) => isInTime({ ...drain, most }));
  if (fewer !== undefined) {
    const start = longestStart(drain);
    return `${podsOnNode(fewer)} in time${start < 1 ? "" : `, or all with startupSeconds ${start}`}`;
  }
  const most = downFrom(drain.most).find((each) => longestStart({ ...drain, most: each }) >= 1);
  if (most === undefined) return `no number of pods leaves in time with a grace period of ${drain.grace} s`;
  return `${podsOnNode(most)} in time with startupSeconds ${longestStart({ ...drain, most })}`;
}

const podsOnNode = (count: number): string => (count === 1 ? "1 pod leaves" : `${count} pods leave`);

const downFrom = (most: number): number[] => Array.from({ length: most }, (_, index) => most - index);

/** Longest `startupSeconds` in whole probe periods. */
function longestStart(drain: Drain): number {
  const each = (SECONDS_TO_END.nodeDrain - drain.grace) / waves(drain) - drain.gate - drain.read;
  return Math.floor(each / 10) * 10;
}
