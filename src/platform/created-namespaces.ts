import { type AnyComponent, type Component } from "./contract";

type ChartRelease = NonNullable<Component["charts"]>[number];

/** Namespaces that a part creates. */
export const createdNamespaces = ({
  namespace,
  charts = [],
}: Pick<AnyComponent, "namespace"> & {
  readonly charts?: readonly Pick<ChartRelease, "namespace" | "podSecurity">[];
}): string[] => [
  ...(namespace === undefined ? [] : [namespace]),
  ...charts.filter(({ podSecurity }) => podSecurity !== undefined).map((chart) => chart.namespace),
];
