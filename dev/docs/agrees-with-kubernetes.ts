/**
 * Checks that agree with a real API server, controllers and scheduler: an edit that the check is about is refused by
 * both. `__tests__/real/kubernetes/agreement.test.ts` compares this list with the edits that it applied.
 */
export const AGREES_WITH_KUBERNETES: readonly string[] = [
  "autoscaled-counts",
  "capacity-at-minimum",
  "container-resources",
  "disruption-budget",
  "entry-backend",
  "entry-dns",
  "hpa-works",
  "image-exact",
  "name-limits",
  "namespace-pod-security",
  "namespace-quota",
  "network-policy-paths",
  "pod-fits-node",
  "pod-placement",
  "pod-references",
  "pod-security",
  "pod-spread",
  "probe-port",
  "probes",
  "quota-admits-peak",
  "rbac",
  "rolling-update",
  "security-context",
  "selectors",
  "service-port",
  "weights-budget",
  "writable-volumes",
];
