import { type BlockSchema, PROVIDER_SCHEMAS } from "../../src/facts/provider-schema";
import {
  type Json,
  type JsonObject,
  type StackJson,
  asArray,
  asObject,
} from "../../src/terraform/stack-json";

/**
 * A state in the form in which providers write it: each nested block is a list, each argument that nobody wrote is null or empty, and
 * quantities are those that the Kubernetes API answers with.
 */
export const asProvidersWrite = (state: JsonObject, stack: StackJson): JsonObject => ({
  ...state,
  outputs: Object.fromEntries(
    Object.entries(asObject(state["outputs"])).filter(([name]) => !isOfNoInstance(stack, name)),
  ),
  resources: asArray(state["resources"]).map((resource) => {
    const { type, name, instances, ...rest } = asObject(resource);
    // Arguments that the applied state leaves out, since they call functions.
    const config = stack.find(`${String(type)}.${String(name)}`)?.config ?? {};
    return {
      ...rest,
      type: String(type),
      name: String(name),
      instances: asArray(instances).map((instance) => {
        const { attributes, ...more } = asObject(instance);
        const written = inBlock(asObject(attributes), schemaOf(String(type)), String(type));
        const known = Object.entries(written).filter(
          ([key]) => !(key in config) || key in asObject(attributes),
        );
        return { ...more, attributes: Object.fromEntries(known) };
      }),
    };
  }),
});

/** Whether an output is that of a block without instances: Terraform stores no output that is null. */
function isOfNoInstance(stack: StackJson, name: string): boolean {
  const text = JSON.stringify(stack.outputs[name] ?? null);
  return stack
    .resources()
    .some(({ address, config }) => config["count"] !== undefined && text.includes(address));
}

const schemaOf = (type: string): BlockSchema =>
  PROVIDER_SCHEMAS[type.split("_")[0] ?? ""]?.resources[type] ?? { attributes: "" };

function inBlock(written: JsonObject, { attributes, blocks = {} }: BlockSchema, type: string): JsonObject {
  const unset = attributes.split(" ").filter((name) => name !== "" && !(name in written));
  return {
    ...Object.fromEntries(unset.map((name) => [name, null])),
    ...Object.fromEntries(
      Object.entries(written)
        .filter(([name]) => !(name in blocks))
        .map(([name, value]) => [name, type.startsWith("kubernetes_") ? canonical(value, name) : value]),
    ),
    ...Object.fromEntries(
      Object.entries(blocks).map(([name, schema]) => {
        const value = written[name];
        const items = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
        return [name, items.map((item) => inBlock(asObject(item as Json), schema, type))];
      }),
    ),
  };
}

/** Arguments with quantities, of which the API answers with the shortest form. */
const OF_QUANTITIES = ["requests", "limits", "hard", "capacity", "default", "default_request", "max", "min"];

function canonical(value: Json, name: string): Json {
  if (name === "size_limit" && typeof value === "string") return shortest(value);
  if (!OF_QUANTITIES.includes(name) || value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, typeof each === "string" ? shortest(each) : each]),
  ) as Json;
}

const UNITS = ["Ki", "Mi", "Gi", "Ti"];

function shortest(text: string): string {
  const [, number = "", unit = ""] = /^([\d.]+)(m|[KMGT]i)?$/.exec(text) ?? [];
  if (number === "") return text;
  if (unit === "m") return Number(number) % 1000 === 0 ? String(Number(number) / 1000) : text;
  if (unit === "") return Number.isInteger(Number(number)) ? number : `${Number(number) * 1000}m`;
  const next = UNITS[UNITS.indexOf(unit) + 1];
  return next !== undefined && Number(number) % 1024 === 0
    ? shortest(`${Number(number) / 1024}${next}`)
    : text;
}
