import { parse } from "yaml";
import { type EnvironmentPlan, type PlannedResource } from "../../synthesized/environment-plan";
import { type Json, type JsonObject, asArray, asObject } from "../../synthesized/stack-json";
import { blocks, oncePerPlan } from "../workload/blocks";

/** A Helm release with its values as one tree. */
export interface Release {
  readonly resource: PlannedResource;
  /** Name of the chart, without repository or folder. */
  readonly chart: string;
  /** True for a chart that lies beside the stack. */
  readonly local: boolean;
  readonly values: JsonObject;
}

export const releases = oncePerPlan((plan: EnvironmentPlan): readonly Release[] =>
  plan.resources("helm_release").map((resource) => {
    const chart = String(resource.config["chart"] ?? "");
    return {
      resource,
      chart:
        chart
          .replace(/^oci:\/\//, "")
          .split("/")
          .at(-1) ?? "",
      local: /^(\.|\/|\$\{path\.)/.test(chart),
      values: valuesIn(resource.config),
    };
  }),
);

/** Later values win over earlier ones, and `set` over all, as Helm has it. */
function valuesIn(config: JsonObject): JsonObject {
  const texts = typeof config["values"] === "string" ? [config["values"]] : asArray(config["values"]);
  const merged = texts.map(parsedValues).reduce(merge, {});
  return blocks(config["set"]).reduce<JsonObject>(
    (values, { name, value }) => merge(values, nested(String(name).split("."), value ?? null)),
    merged,
  );
}

function parsedValues(text: Json): JsonObject {
  if (typeof text !== "string") return asObject(text);
  try {
    // JSON is YAML, and by far the quicker to read.
    return asObject(JSON.parse(text) as Json);
  } catch {
    return yaml(text);
  }
}

function yaml(text: string): JsonObject {
  try {
    return asObject(parse(text) as Json);
  } catch {
    return {};
  }
}

function merge(base: JsonObject, over: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const old = merged[key];
    merged[key] = isObject(old) && isObject(value) ? merge(asObject(old), asObject(value)) : value;
  }
  return merged;
}

const isObject = (value: Json | undefined): boolean => value === asObject(value);

const nested = ([first = "", ...rest]: readonly string[], value: Json): JsonObject => ({
  [first]: rest.length > 0 ? nested(rest, value) : value,
});
