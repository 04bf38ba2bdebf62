import { type SynthesizedResource } from "../../../proof/terraform-json/stack-json";
import { NPX } from "../../../shared/command-line/program-name";

/** Argument of a cluster that is recorded beside the values that force replacement. */
export const VERSION = "version";

/** The recorded form of a cluster's version; undefined for another resource, and for one that is known after apply. */
export function clusterVersion({ type, config }: SynthesizedResource): string | undefined {
  const { [VERSION]: version } = config;
  return type === "aws_eks_cluster" && typeof version === "string" && /^1\.\d+$/.test(version)
    ? version
    : undefined;
}

/** Versions of a cluster: the one in the lock, and the one that synth emits. */
interface Versions {
  readonly recorded: string;
  readonly emitted: string;
}

const minorOf = (version: string): number => Number(version.split(".")[1]);

/**
 * Whether EKS brings a cluster from one version to the other: it updates the control plane by one minor version at a time, and returns it
 * by one (Amazon EKS user guide, update-cluster, of 2024-12-18, read 2026-11-29; rollback-cluster, read 2026-11-23).
 */
export const isOneStep = ({ recorded, emitted }: Versions): boolean =>
  Math.abs(minorOf(emitted) - minorOf(recorded)) <= 1;

const nextOf = ({ recorded, emitted }: Versions): string =>
  `1.${minorOf(recorded) + Math.sign(minorOf(emitted) - minorOf(recorded))}`;

/** What is wrong with a version, for a report. */
export const versionLine = (versions: Versions): string =>
  `version: got ${versions.emitted}, expected ${nextOf(versions)}, one minor version from the recorded ${versions.recorded}: EKS refuses a larger step`;

/** Both ways out of refused versions. */
export const versionWays = (refused: readonly Versions[]): string[] => [
  ...new Set(
    refused.map(
      (versions) =>
        `  ${minorOf(versions.emitted) > minorOf(versions.recorded) ? "upgrade" : "return"} step by step: set cluster.version to ${nextOf(versions)}, apply all layers and run ${NPX} lock addresses --accept, before the next version`,
    ),
  ),
  "  if nothing is applied yet, accept the version:",
  `    ${NPX} lock addresses --accept`,
];
