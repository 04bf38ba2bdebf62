import { CHART_FACTS } from "./charts";

/** Charts whose templates of definitions have `helm.sh/resource-policy: keep` (argo-helm, charts/argo-cd, `crds.keep`). */
const KEPT_TEMPLATES: readonly string[] = ["argo-cd"];

/**
 * Leases by which the replicas of a chart's program choose a leader. The program creates them, so Helm does not delete them. Names
 * of the defaults of both programs, unconfirmed by a run in AWS.
 */
const LEASES: Readonly<Record<string, string>> = {
  "aws-load-balancer-controller": "aws-load-balancer-controller-leader",
  "cluster-autoscaler": "cluster-autoscaler",
};

/** Names of the definitions of a chart that outlive its release. */
export function keptDefinitions(chart: string): string[] {
  const facts = CHART_FACTS[chart];
  if (!facts || (facts.crdsInTemplates && !KEPT_TEMPLATES.includes(chart))) return [];
  return facts.crds.map(({ plural, group }) => `${plural}.${group}`);
}

/** Name of the lease of a chart's program; undefined without one. */
export const leaseOf = (chart: string): string | undefined => LEASES[chart];
