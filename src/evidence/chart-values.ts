import { VALUES_OF_CHARTS } from "./generated/charts-of-parts";

/**
 * Type of a chart value. `text`, `number`, `boolean`, `list` and `mapping` are YAML types. Content of a `list` or a
 * `mapping` is defined by Kubernetes or the user, and a chart prints it unchanged.
 */
export type ChartType = "text" | "number" | "boolean" | "list" | "mapping" | ValueTypes;
type ValueTypes = { readonly [key: string]: ChartType };

/** Values that a version of a chart documents. */
export interface ChartValues {
  readonly version: string;
  readonly source: string;
  /** Day on which the source was read, ISO date. */
  readonly read: string;
  /** Parts that the values leave out or differ in. @default - nothing */
  readonly note?: string;
  readonly values: ValueTypes;
}

/**
 * Helm ignores a value that a chart does not know, and the effect of a value of the wrong type is
 * undefined. The type of a value without a default is the type that its comment and the templates
 * require. `__tests__/evidence` validates the files.
 */
export const CHART_VALUES = VALUES_OF_CHARTS as unknown as Readonly<Record<string, ChartValues>>;
