import { type ChartValues } from "./types";
import { VALUES_OF_CHARTS } from "./generated/charts-of-parts";

/**
 * Helm ignores a value that a chart does not know, and the effect of a value of the wrong type is undefined. The type
 * of a value without a default is the type that its comment and the templates require. `__tests__/evidence` validates the files.
 */
export const CHART_VALUES = VALUES_OF_CHARTS as unknown as Readonly<Record<string, ChartValues>>;
