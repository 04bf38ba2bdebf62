import { parse } from "yaml";
import { type EnvironmentPlan, type ResourceOf } from "../terraform/environment-plan";
import { type Json, type JsonObject, asObject } from "../terraform/stack-json";
import { blocks, jsonIn, memoizePerPlan, text, texts } from "./blocks";

/** A Helm release with its merged values. */
export interface HelmRelease {
  readonly resource: ResourceOf<"helm_release">;
  /** Name of the chart, without repository or folder. */
  readonly chart: string;
  /** True for a chart in the output folder of the stack. */
  readonly local: boolean;
  readonly namespace: string;
  readonly values: JsonObject;
}

export const helmReleasesOf = memoizePerPlan((plan: EnvironmentPlan): readonly HelmRelease[] =>
  plan.resources("helm_release").map((resource) => {
    const { config } = resource;
    const chart = text(config.chart) ?? "";
    return {
      resource,
      chart: chart.slice(chart.lastIndexOf("/") + 1),
      local: /^(\.|\/|\$\{path\.)/.test(chart),
      namespace: text(config.namespace) ?? "default",
      values: valuesIn(config),
    };
  }),
);

/** The releases of a chart that the platform installs. */
export const releasesOf = (plan: EnvironmentPlan, name: string): readonly HelmRelease[] =>
  helmReleasesOf(plan).filter(({ chart }) => chart === name);

/** Merges values as Helm does: later documents override earlier ones, and `set` overrides all. */
function valuesIn(config: JsonObject): JsonObject {
  const written = texts(config["values"]).map(parsed);
  const set = blocks(config["set"]).map((each) => nested(keysOf(text(each["name"]) ?? ""), setValue(each)));
  const lists = blocks(config["set_list"]).map((each) =>
    nested(keysOf(text(each["name"]) ?? ""), each["value"] ?? null),
  );
  return [...written, ...set, ...lists].reduce(mergedValues, {});
}

function parsed(values: string): JsonObject {
  try {
    // JSON is valid YAML, and much faster to parse
    return asObject(jsonIn(values) ?? (parse(values) as Json));
  } catch {
    return {};
  }
}

/** Values of a chart under those of a release: mappings merge, lists and other values replace. */
export function mergedValues(base: JsonObject, over: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const old = merged[key];
    merged[key] = isObject(old) && isObject(value) ? mergedValues(old, value) : value;
  }
  return merged;
}

const isObject = (value: Json | undefined): value is JsonObject => value === asObject(value);

/** Splits a path at dots; a backslash escapes a dot in a key. */
const keysOf = (name: string): string[] => name.split(/(?<!\\)\./).map((key) => key.replaceAll("\\.", "."));

/** Helm parses a string of `set` as boolean, number or null, unless its type is `string`. */
function setValue({ value = null, type }: JsonObject): Json {
  const looksTyped = /^(true|false|null|0|-?[1-9]\d*)$/.test(text(value) ?? "");
  return looksTyped && type !== "string" ? (JSON.parse(String(value)) as Json) : value;
}

const nested = ([first = "", ...rest]: readonly string[], value: Json): JsonObject => ({
  [first]: rest.length > 0 ? nested(rest, value) : value,
});
