import { type PodLabels } from "../../contract";

/**
 * The standard is pinned to the cluster's version, so that an upgraded API server does not reject pods
 * unexpectedly.
 */
export function namespaceLabels({
  kubernetesVersion,
  readinessGates = false,
}: {
  readonly kubernetesVersion: string;
  readonly readinessGates?: boolean;
}): PodLabels {
  const podSecurity = ["enforce", "audit", "warn"].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, "restricted"],
    [`pod-security.kubernetes.io/${mode}-version`, `v${kubernetesVersion}`],
  ]);
  return {
    ...(Object.fromEntries(podSecurity) as PodLabels),
    ...(readinessGates ? { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" } : {}),
  };
}
