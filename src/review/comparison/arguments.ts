import { isSet } from "../../facts/replacement-attributes";
import { resourceType } from "../../facts/resource-types";
import { type BlockSchema, PROVIDER_SCHEMAS } from "../../facts/provider-schema";

/** The schema of the compared block. */
export interface Arguments {
  /** True if the order of items has no meaning. */
  readonly isSet: (argument: string) => boolean;
  /** True if the argument is a nested block: none of it equals an empty list. */
  readonly isBlock: (argument: string) => boolean;
  /** True if the provider compares the content of a JSON text, as of a policy. */
  readonly isContent: (argument: string) => boolean;
  /** The argument at a path of keys; keys inside a map are dropped. */
  readonly argumentOf: (keys: readonly string[]) => string;
}

/** Meta-arguments whose lists have no order. */
const UNORDERED = ["depends_on", "lifecycle.ignore_changes", "lifecycle.replace_triggered_by"];

/** The arguments of a resource or data source. */
export function argumentsOf(kind: "resources" | "data", type: string): Arguments {
  const schema = PROVIDER_SCHEMAS[type.split("_")[0] ?? ""]?.[kind][type];
  return {
    isSet: (argument) => UNORDERED.includes(argument) || (kind === "resources" && isSet(type, argument)),
    isBlock: (argument) => schema !== undefined && isBlock(schema, argument.split(".")),
    isContent: (argument) => kind === "resources" && (resourceType(type)?.json ?? []).includes(argument),
    argumentOf: (keys) => {
      const written = withoutDynamic(keys);
      return (schema ? knownArgument(schema, written) : undefined) ?? written.join(".");
    },
  };
}

/** For all other blocks: every key is an argument. */
export const ANY_ARGUMENTS: Arguments = {
  isSet: (argument) => UNORDERED.includes(argument),
  isBlock: () => false,
  isContent: () => false,
  argumentOf: (keys) => keys.join("."),
};

/** Maps `dynamic.to.content.port` to `to.port`, the block that it generates. */
function withoutDynamic([key, ...rest]: readonly string[]): string[] {
  if (key === undefined) return [];
  if (key !== "dynamic" || rest.length === 0) return [key, ...withoutDynamic(rest)];
  const [block = "", part, ...below] = rest;
  return [block, ...(part === "content" ? withoutDynamic(below) : [])];
}

function isBlock({ blocks = {} }: BlockSchema, [key = "", ...rest]: readonly string[]): boolean {
  const block = blocks[key];
  return block !== undefined && (rest.length === 0 || isBlock(block, rest));
}

/** The argument of a path of keys; keys below an attribute belong to a map. */
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
