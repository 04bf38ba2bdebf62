import { CHART_FACTS } from "./charts";

/** Parts of a chart that outlive its release: names of its definitions, and the lease of its program. */
export function chartLeftovers(chart: string): { readonly definitions: string[]; readonly lease?: string } {
  const { [chart]: facts } = CHART_FACTS;
  const isKept = facts !== undefined && (!facts.crdsInTemplates || facts.crdsKept === true);
  return {
    definitions: isKept ? facts.crds.map(({ plural, group }) => `${plural}.${group}`) : [],
    ...(facts?.lease === undefined ? {} : { lease: facts.lease }),
  };
}
