import { type ChartRelease } from "../../src/components/contract";
import { COMPONENTS } from "../../src/components/registry";

/** Charts that the parts of the platform declare, by name. */
export const CHARTS: Readonly<Record<string, ChartRelease>> = Object.fromEntries(
  COMPONENTS.flatMap(({ charts = [] }) => charts).map((chart) => [
    chart.name,
    chart as unknown as ChartRelease,
  ]),
);

/** A declared chart. */
export function chart(name: string): ChartRelease {
  const found = CHARTS[name];
  if (!found) throw new Error(`no part declares the chart ${name}`);
  return found;
}
