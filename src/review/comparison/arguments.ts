import { isSet } from "../../catalog/replacement-attributes/replacement-attributes";
import { type BlockSchema, PROVIDER_SCHEMAS } from "../../catalog/provider-schemas/provider-schema";
import { type Arguments } from "./compare-json";

/** Lists of Terraform itself that have no order. */
const UNORDERED = ["depends_on", "lifecycle.ignore_changes", "lifecycle.replace_triggered_by"];

/** The arguments of a resource or data source. */
export function argumentsOf(kind: "resources" | "data", type: string): Arguments {
  const schema = PROVIDER_SCHEMAS[type.split("_")[0] ?? ""]?.[kind][type];
  return {
    isSet: (argument) => UNORDERED.includes(argument) || (kind === "resources" && isSet(type, argument)),
    argumentOf: (keys) => {
      const written = withoutDynamic(keys);
      return (schema ? knownArgument(schema, written) : undefined) ?? written.join(".");
    },
  };
}

/** Of anything else every key is an argument. */
export const ANY_ARGUMENTS: Arguments = {
  isSet: (argument) => UNORDERED.includes(argument),
  argumentOf: (keys) => keys.join("."),
};

/** `dynamic.to.content.port` makes the block `to`, with `port` in it. */
function withoutDynamic([key, ...rest]: readonly string[]): string[] {
  if (key === undefined) return [];
  if (key !== "dynamic" || rest.length === 0) return [key, ...withoutDynamic(rest)];
  const [block = "", part, ...below] = rest;
  return [block, ...(part === "content" ? withoutDynamic(below) : [])];
}

/** Keys below an attribute are those of a map. */
function knownArgument(
  { attributes, blocks = {} }: BlockSchema,
  keys: readonly string[],
): string | undefined {
  const [key = "", ...rest] = keys;
  if (attributes.split(" ").includes(key)) return key;
  const block = blocks[key];
  if (!block) return undefined;
  if (rest.length === 0) return key;
  const below = knownArgument(block, rest);
  return below === undefined ? undefined : `${key}.${below}`;
}
