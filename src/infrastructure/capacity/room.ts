import { type Resource } from "../capacity-amounts";
import { type NodeGroup } from "../capacity-nodes";
import { type Amounts } from "./amounts";
import { type CountedPod } from "./counted-pods";

/** Resources of a node that its pods leave. */
export class Room implements Record<Resource, number> {
  cpuMillis: number;
  memoryMiB: number;
  diskMiB: number;
  gpus: number;
  pods: number;

  /** An empty node, with its DaemonSets. */
  constructor(
    node: NonNullable<NodeGroup["node"]>,
    readonly daemons: readonly CountedPod[],
  ) {
    const of = (pick: (amounts: Amounts) => number): number =>
      daemons.reduce((sum, { requests }) => sum + pick(requests), 0);
    this.cpuMillis = node.cpuMillis - of((each) => each.cpuMillis);
    this.memoryMiB = node.memoryMiB - of((each) => each.memoryMiB);
    this.diskMiB = node.diskMiB;
    this.gpus = node.gpus;
    this.pods = node.maxPods - daemons.length;
  }

  /** Number of equal pods that fit. */
  holds(each: Amounts): number {
    const by = (free: number, need: number): number => (need > 0 ? Math.floor(free / need) : Infinity);
    return Math.min(
      this.pods,
      by(this.cpuMillis, each.cpuMillis),
      by(this.memoryMiB, each.memoryMiB),
      by(this.diskMiB, each.diskMiB),
      by(this.gpus, each.gpus),
    );
  }

  /** Share that a pod uses: that of its dominant resource, the one of which it requests the largest part of what is free. */
  shareOf(each: Amounts): number {
    const of = (free: number, need: number): number => (need > 0 ? need / free : 0);
    return Math.max(
      1 / this.pods,
      of(this.cpuMillis, each.cpuMillis),
      of(this.memoryMiB, each.memoryMiB),
      of(this.diskMiB, each.diskMiB),
      of(this.gpus, each.gpus),
    );
  }

  /** Places up to `wanted` equal pods and returns their number. */
  place(each: Amounts, wanted: number): number {
    const count = Math.max(0, Math.min(wanted, this.holds(each)));
    this.cpuMillis -= count * each.cpuMillis;
    this.memoryMiB -= count * each.memoryMiB;
    this.diskMiB -= count * each.diskMiB;
    this.gpus -= count * each.gpus;
    this.pods -= count;
    return count;
  }
}
