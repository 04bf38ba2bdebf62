/**
 * Type of a chart value. `text`, `number`, `boolean`, `list` and `mapping` are YAML types. Content of a `list` or a
 * `mapping` is defined by Kubernetes or the user, and a chart prints it unchanged.
 */
export type ValueType = "text" | "number" | "boolean" | "list" | "mapping" | ValueTypes;
export type ValueTypes = { readonly [key: string]: ValueType };

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
