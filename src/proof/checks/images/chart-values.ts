import { helmReleasesOf } from "../../model/helm-releases";
import { CHART_VALUES } from "../../facts/chart-values";
import { type ChartValues, type ValueType, type ValueTypes } from "../../facts/chart-values/types";
import { type Json, type JsonObject, asObject } from "../../terraform-json/stack-json";
import { type Check, at } from "../check";

export const chartValues: Check = {
  id: "chart-values",
  severity: "error",
  title: "each value of a release is documented by its chart, and has the documented type",
  why: "Helm silently ignores a misspelled value and uses the chart's default; a boolean passed as text counts as true, or is ignored",
  fix: "correct the name or the type of the value; if a newer chart documents it, waive this check with the version",
  source: "src/proof/facts/chart-values; each file names its source",
  run: (plan) =>
    helmReleasesOf(plan).flatMap(({ resource, chart, local, values }) => {
      const documented = local ? undefined : (CHART_VALUES as Readonly<Record<string, ChartValues>>)[chart];
      if (!documented) return [];
      return misfits(values, documented.values, "").map((misfit) => ({
        ...at(resource),
        message: `${misfit}, in chart ${chart} ${documented.version}`,
      }));
    }),
};

function misfits(values: JsonObject, types: ValueTypes, above: string): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const type = Object.hasOwn(types, key) ? types[key] : undefined;
    if (type !== undefined) return misfit(value, type, `${above}${key}`);
    return isItem(key, types) ? [] : [`the value ${above}${key} does not exist`];
  });
}

/** True for an item of a list as a `set` block names it, such as `tokenRequests[0]`. */
const isItem = (key: string, types: ValueTypes): boolean =>
  types[/^(.+)\[\d+\]$/.exec(key)?.[1] ?? ""] === "list";

function misfit(value: Json, type: ValueType, name: string): string[] {
  // Removes the chart's default.
  if (value === null) return [];
  const expected = typeof type === "string" ? type : "mapping";
  if (typeOf(value) !== expected)
    return [`value ${name} is ${JSON.stringify(value)}, expected a ${expected}`];
  return typeof type === "string" ? [] : misfits(asObject(value), type, `${name}.`);
}

function typeOf(value: Json): string {
  if (Array.isArray(value)) return "list";
  if (typeof value === "string") return "text";
  return typeof value === "object" ? "mapping" : typeof value;
}
