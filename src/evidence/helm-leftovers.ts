import { CHART_FACTS } from "./charts";

/** Names of the definitions of a chart that outlive its release. */
export function keptDefinitions(chart: string): string[] {
  const facts = CHART_FACTS[chart];
  if (!facts || (facts.crdsInTemplates && !facts.crdsKept)) return [];
  return facts.crds.map(({ plural, group }) => `${plural}.${group}`);
}

/** Name of the lease of a chart's program; undefined without one. */
export const leaseOf = (chart: string): string | undefined => CHART_FACTS[chart]?.lease;
