import { parse } from "yaml";
import {
  type EnvironmentPlan,
  memoizePerPlan,
  type PlannedResource,
  type ResourceOf,
} from "../terraform/environment-plan";
import {
  asArray,
  asObject,
  blocks,
  type Json,
  jsonIn,
  type JsonObject,
  text,
  texts,
} from "../terraform/stack-json";

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

/** An EKS add-on with its configuration. */
interface Addon {
  readonly resource: ResourceOf<"aws_eks_addon">;
  readonly name: string;
  readonly settings: JsonObject;
}

export const addonsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Addon[] =>
  plan.resources("aws_eks_addon").map((resource) => ({
    resource,
    name: text(resource.config.addon_name) ?? "",
    settings: asObject(jsonIn(resource.config.configuration_values)),
  })),
);

/** Finds an add-on by name; a cluster has each at most once. */
export const addonOf = (plan: EnvironmentPlan, name: string): Addon | undefined =>
  addonsOf(plan).find((addon) => addon.name === name);

/** An object that a chart creates from a release's values. */
export interface CustomObject {
  readonly resource: PlannedResource;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: JsonObject;
  /** Other fields of its metadata. */
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
}

/** Objects in the values of releases, under `resources`. */
export const customObjectsOf = memoizePerPlan((plan: EnvironmentPlan): readonly CustomObject[] =>
  helmReleasesOf(plan).flatMap(({ resource, namespace, values }) =>
    asArray(values["resources"]).map((item): CustomObject => {
      const object = asObject(item);
      const metadata = asObject(object["metadata"]);
      return {
        resource,
        kind: text(object["kind"]) ?? "",
        namespace: text(metadata["namespace"]) ?? namespace,
        name: text(metadata["name"]) ?? "",
        labels: asObject(metadata["labels"]),
        metadata,
        spec: asObject(object["spec"]),
      };
    }),
  ),
);
