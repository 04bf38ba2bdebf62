/**
 * Releases of the Cluster Autoscaler by Kubernetes version. It simulates the scheduler of its own minor version, so it must
 * have that of the cluster. The chart's default is of one version only.
 *
 * Source: kubernetes/autoscaler, tags of 2026-07-22; the newest of each minor version on 2026-08-22, when 1.37 had none
 * (read 2026-11-22).
 */
const RELEASES: Readonly<Record<string, string>> = { "1.35": "1.35.2", "1.36": "1.36.1" };

/** Release for a Kubernetes version; undefined if none is known. */
export const releaseFor = (kubernetes: string): string | undefined => RELEASES[kubernetes];
