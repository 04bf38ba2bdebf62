import { effectOf } from "../../facts/replacement-attributes";
import { META } from "../../terraform/meta-arguments";
import {
  type Json,
  type JsonObject,
  type StackJson,
  type SynthesizedResource,
  asArray,
  asObject,
} from "../../terraform/stack-json";
import { type FixedValues } from "./lock";

/** Arguments of a resource with a known value, whose change makes Terraform replace the object. */
export function fixedValues(stack: StackJson, { type, config }: SynthesizedResource): FixedValues {
  const found = new Map<string, string>();
  const add = ([argument, text]: readonly [string, string]): void => {
    const before = found.get(argument);
    found.set(argument, before === undefined ? text : `${before}, ${text}`);
  };
  const visit = (value: Json, argument: string): void => {
    const items = asArray(value).map(asObject);
    const blocks = items.length > 0 ? items : [asObject(value)];
    if (blocks.some((block) => Object.keys(block).length > 0)) {
      for (const block of blocks) visitAll(block, `${argument}.`);
    } else if (effectOf(type, argument, "changed") === "replace") {
      literal(stack, value, argument).forEach(add);
    }
  };
  const visitAll = (block: JsonObject, prefix: string): void => {
    for (const [key, value] of Object.entries(block)) visit(value, `${prefix}${key}`);
  };
  for (const [key, value] of Object.entries(config)) {
    if (!META.includes(key)) visit(value, key);
  }
  return found;
}

/** Marks the name of the resource that an argument refers to. */
const OF_REFERENCE = " (name)";

/** A literal value, or the name of the resource that it refers to: another name replaces both. */
function literal(stack: StackJson, value: Json, argument: string): [string, string][] {
  const text = asArray(value).length > 0 ? asArray(value).map(String).join(", ") : String(value);
  if (!text.includes("${")) return [[argument, text]];
  const [, address] = /^\$\{([a-z][a-z0-9_]*\.[\w-]+)\.\w+\}$/.exec(text) ?? [];
  const name = address === undefined ? undefined : stack.find(address)?.config["name"];
  return typeof name === "string" && !name.includes("${") ? [[`${argument}${OF_REFERENCE}`, name]] : [];
}

/** Arguments that both have, with different values; references come last. */
export const differing = (before: FixedValues | undefined, now: FixedValues | undefined): string[] =>
  [...(before ?? [])]
    .flatMap(([argument, value]) => {
      const other = now?.get(argument);
      return other === undefined || other === value ? [] : [argument];
    })
    .sort((a, b) => Number(isReference(a)) - Number(isReference(b)));

const isReference = (argument: string): boolean => argument.endsWith(OF_REFERENCE);
