import { NPX } from "../../base/program-name";
import { type SynthesizedResource } from "../../terraform/stack-json";

/** A recorded argument, and what synth emits for it. */
interface Recorded {
  readonly argument: string;
  readonly recorded: string;
  readonly emitted: string;
}

/** Argument of a cluster that is recorded beside the values that force replacement. */
export const VERSION_ARGUMENT = "version";

/** The version of a cluster; undefined for another resource, and for one that is known after apply. */
export const versionOfCluster = ({ type, config }: SynthesizedResource): string | undefined =>
  type === "aws_eks_cluster" ? /^1\.\d+$/.exec(String(config[VERSION_ARGUMENT]))?.[0] : undefined;

/** Minor versions from the recorded to the emitted one. */
const stepsOf = ({ recorded, emitted }: Recorded): number =>
  Number(emitted.split(".")[1]) - Number(recorded.split(".")[1]);

/**
 * Whether EKS refuses a version: it updates the control plane by one minor version at a time, and returns it by one
 * (Amazon EKS user guide, update-cluster, of 2024-12-18, read 2026-11-29; rollback-cluster, read 2026-11-23).
 */
export const isRefusedVersion = (each: Recorded): boolean =>
  each.argument === VERSION_ARGUMENT && Math.abs(stepsOf(each)) > 1;
const nextOf = (each: Recorded): string =>
  `1.${Number(each.recorded.split(".")[1]) + Math.sign(stepsOf(each))}`;

/** The line of a report on a refused version. */
export const versionLine = (each: Recorded): string =>
  `version: got ${each.emitted}, expected ${nextOf(each)}, one minor version from the recorded ${each.recorded}: EKS refuses a larger step`;

/** Both ways out of a refused version. */
export const versionWays = (each: Recorded): string[] => [
  `  ${stepsOf(each) > 0 ? "upgrade" : "return"} step by step: set cluster.version to ${nextOf(each)}, apply all layers and run ${NPX} lock addresses --accept, before the next version`,
  "  if nothing is applied yet, accept the version:",
  `    ${NPX} lock addresses --accept`,
];
