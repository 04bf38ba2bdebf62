/**
 * Type of a chart value. `text`, `number`, `boolean`, `list` and `mapping` are YAML types. Content of a `list` or a
 * `mapping` is defined by Kubernetes or the user, and a chart prints it unchanged.
 */
export type ValueType = "text" | "number" | "boolean" | "list" | "mapping" | ValueTypes;
export type ValueTypes = { readonly [key: string]: ValueType };

/** Values that a version of a chart documents. */
export interface ChartValues {
  readonly version: string;
  readonly values: ValueTypes;
}

/** Values of the image of a container. */
export const IMAGE = { repository: "text", tag: "text", pullPolicy: "text" } as const;
