import { CHART_VALUES, type ChartValues, type ValueType, type ValueTypes } from "../../catalog/chart-values";
import { helmReleasesOf } from "../../analysis/helm-releases";
import { type Json, type JsonObject, asObject } from "../../terraform-json/stack-json";
import { type Check, at } from "../check";

export const chartValues: Check = {
  id: "chart-values",
  severity: "error",
  title: "each value of a release is one that its chart documents, of the type that it asks for",
  why: "Helm takes a misspelled value without a word and installs the chart's default; a switch given as text counts as on, or not at all",
  fix: "correct the name or the type; a value that a newer chart brought goes into src/catalog/chart-values.ts, with its version",
  source: "src/catalog/chart-values.ts, whose entries name their own sources",
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
    return isItem(key, types) ? [] : [`no value is called ${above}${key}`];
  });
}

/** `tokenRequests[0]`, as a `set` of the release names an item of a list. */
const isItem = (key: string, types: ValueTypes): boolean =>
  types[/^(.+)\[\d+\]$/.exec(key)?.[1] ?? ""] === "list";

function misfit(value: Json, type: ValueType, name: string): string[] {
  // Takes the chart's own default away.
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
