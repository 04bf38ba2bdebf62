import { type ChartFacts } from "../../src/evidence/charts";
import { type ChartType, type ChartValues } from "../../src/evidence/chart-values";
import { chartValue } from "../../src/infrastructure/kubernetes-charts";
import { asObject, type Json, type JsonObject } from "../../src/terraform/stack-json";
import { type ChartPackage } from "./chart-package";
import { valuesOfWorkload } from "./default-values";
import { nestedValues, typeOfValue } from "./value-paths";
import { mergedValues } from "../../src/infrastructure/kubernetes-releases";

/** Documented values of a chart, from those of an older version. */
export interface DocumentedValues {
  readonly values: ChartValues["values"];
  /** Values that the chart does not name: they are gone, or the documentation of a program names them. */
  readonly gone: readonly string[];
}

/**
 * The old values with the types of the new defaults; a value without a default keeps its type. Paths of the facts are added.
 */
export function documentedValues(
  chart: ChartPackage,
  old: ChartValues["values"],
  facts: ChartFacts,
): DocumentedValues {
  const gone: string[] = [];
  const typed = (
    types: ChartValues["values"],
    defaults: Json | undefined,
    prefix: string,
  ): Record<string, ChartType> =>
    Object.fromEntries(
      Object.entries(types).map(([key, type]): [string, ChartType] => {
        const path = `${prefix}${key}`;
        const value = asObject(defaults)[key];
        if (value === undefined && !isNamed(chart, key)) gone.push(path);
        if (typeof type !== "string") return [key, typed(type, value, `${path}.`)];
        // An empty text can be a switch or a number that is not set.
        return [key, (typeOfValue(value === "" ? null : value) ?? type) as ChartType];
      }),
    );
  const kept = typed(old, chart.defaults, "");
  const added = valuesOfFacts(facts).filter((path) => chartValue(kept as JsonObject, path) === undefined);
  const types = nestedValues(added.map((path) => [path, typeOfPath(chart, path)] as const));
  return { values: mergedValues(kept as JsonObject, types) as ChartValues["values"], gone };
}

/** Whether a comment of `values.yaml` or a template names the key of a value without a default. */
const isNamed = ({ texts }: ChartPackage, key: string): boolean =>
  new RegExp(`(^|[\\s#'"])${key.replaceAll(".", "\\.")}:|\\.${key}\\b`, "m").test(texts);

/** Type of a value by its default, or else by the field that it sets. */
function typeOfPath(chart: ChartPackage, path: string): Json {
  const type = typeOfValue(chartValue(chart.defaults, path));
  if (type !== undefined) return type;
  if (/tolerations|constraints/i.test(path)) return "list";
  if (/replicas|seconds|port$/i.test(path)) return "number";
  return /name$|policy$/i.test(path) ? "text" : "mapping";
}

/** Every path of a value in the facts. */
const valuesOfFacts = (facts: ChartFacts): string[] =>
  [
    ...facts.workloads.flatMap(valuesOfWorkload),
    ...facts.serviceAccounts.map(({ createdIf }) => createdIf),
    facts.podDisruptionBudget,
    facts.controlPlanePortValue,
  ].filter((path) => path !== undefined);
