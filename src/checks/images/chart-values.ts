import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { CHART_VALUES, type ChartType } from "../../evidence/chart-values";
import { asObject, type Json, type JsonObject } from "../../terraform/stack-json";
import { misspelled } from "../../base/did-you-mean";
import { at, type Check, notJudged, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const chartValues: Check = {
  ...ruleOf(TEXTS, "chart-values"),
  run: (plan) =>
    helmReleasesOf(plan).flatMap(({ resource, chart, local, values }) => {
      const documented = local ? undefined : CHART_VALUES[chart];
      if (!documented) return [];
      const { wrong, unknown } = compared(values, documented.values, "");
      const of = `chart ${chart} ${documented.version}`;
      return [
        ...wrong.map((misfit) => ({ ...at(resource), message: `${misfit}, in ${of}` })),
        ...(unknown.length === 0
          ? []
          : [
              notJudged(
                resource,
                `values of ${of} that this version does not have: ${unknown.join(", ")}`,
                SEE,
              ),
            ]),
      ];
    }),
};

const SEE = "compare them with values.yaml of the chart's version";

interface Compared {
  /** Values of another type, and misspelled names. */
  readonly wrong: readonly string[];
  /** Paths that the facts of the chart lack. They have the values that releases here use, and their neighbors. */
  readonly unknown: readonly string[];
}

const NOTHING: Compared = { wrong: [], unknown: [] };

function compared(values: JsonObject, types: Readonly<Record<string, ChartType>>, above: string): Compared {
  const each = Object.entries(values).map(([key, value]): Compared => {
    const type = Object.hasOwn(types, key) ? types[key] : undefined;
    if (type !== undefined) return misfit(value, type, `${above}${key}`);
    const [, base] = /^(.+)\[\d+\]$/.exec(key) ?? [];
    if (base !== undefined && Object.hasOwn(types, base))
      // An item of a list as a `set` block names it, such as `tokenRequests[0]`.
      return types[base] === "list" ? NOTHING : { ...NOTHING, wrong: [`value ${above}${base} is no list`] };
    const meant = misspelled(key, Object.keys(types));
    return meant === undefined
      ? { ...NOTHING, unknown: [`${above}${key}`] }
      : { ...NOTHING, wrong: [`the value ${above}${key} is unknown; did you mean ${meant}?`] };
  });
  return {
    wrong: each.flatMap(({ wrong }) => wrong),
    unknown: each.flatMap(({ unknown }) => unknown),
  };
}

function misfit(value: Json, type: ChartType, name: string): Compared {
  // Removes the chart's default.
  if (value === null) return NOTHING;
  const expected = typeof type === "string" ? type : "mapping";
  if (typeOf(value) !== expected)
    return { ...NOTHING, wrong: [`value ${name} is ${JSON.stringify(value)}, expected a ${expected}`] };
  return typeof type === "string" ? NOTHING : compared(asObject(value), type, `${name}.`);
}

function typeOf(value: Json): string {
  if (Array.isArray(value)) return "list";
  if (typeof value === "string") return "text";
  return typeof value === "object" ? "mapping" : typeof value;
}
