/**
 * Repair of nodes by EKS, and the agent that finds broken ones.
 *
 * Sources: Amazon EKS user guide, "node-repair", "node-health-nma" and "node-health";
 * aws/eks-node-monitoring-agent at v1.7.0, `charts/eks-node-monitoring-agent` and
 * `charts/configuration.schema.json` (read 2026-11-28). EKS waits 10 minutes before it acts on
 * `AcceleratedHardwareReady`, and 30 minutes on the others. It stops where a group has more than
 * five nodes of which more than 20% are unhealthy, and in a zonal shift.
 *
 * Not confirmed: whether EKS evicts pods by their disruption budgets before it replaces or reboots a node, how many
 * nodes it repairs at once by default, and which version of the add-on it installs by default.
 */
export const AGENT_ADDON = "eks-node-monitoring-agent";

/** DaemonSet of the agent, whose values are `nodeAgent`. */
export const AGENT = "eks-node-monitoring-agent";

/** DaemonSet with NVIDIA's host engine, through which the agent reads GPUs. Its values are `dcgmAgent`. */
export const HOST_ENGINE = "dcgm-server";

/** Keys of the configuration. The user guide also names `monitoringAgent`, which the schema and the tests of the authors do not have. */
export const SETTINGS = ["dcgmAgent", "extraObjects", "global", "nodeAgent"] as const;

/** Families whose sizes the affinity of the host engine lists. It also requires x86 nodes. */
const HOST_ENGINE_FAMILIES: ReadonlySet<string> = new Set([
  ...["g3", "g3s", "g4dn", "g5", "g5g", "g6", "g6e", "g6f", "g7", "g7e", "gr6", "gr6f"],
  ...["p2", "p3", "p3dn", "p4d", "p4de", "p5", "p5e", "p5en", "p6-b200", "p6-b300", "p6e-gb200", "p6e-gb300"],
]);

/** Families of that list with ARM processors (Amazon EC2, instance types G5g and P6e-GB200, read 2026-11-28). */
const ARM_FAMILIES: ReadonlySet<string> = new Set(["g5g", "p6e-gb200", "p6e-gb300"]);

/** Whether the host engine runs on nodes of an instance type. */
export function hostEngineRunsOn(instanceType: string): boolean {
  const [family = ""] = instanceType.split(".");
  return HOST_ENGINE_FAMILIES.has(family) && !ARM_FAMILIES.has(family);
}
