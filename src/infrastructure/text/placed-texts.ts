import { type Layer } from "../../base/layers";
import { asObject, type Json, type JsonObject, type StackJson } from "../../terraform/stack-json";

/** A text or number in the JSON of a stack, with its location. */
export interface PlacedText {
  readonly layer: Layer;
  /** Address of the block that contains it: a resource, or `output.vpc_id`, `provider.aws`. */
  readonly address: string;
  /** Keys below the block, separated by dots. */
  readonly path: string;
  readonly value: string;
  /** True for the key of a mapping, false for a value. */
  readonly isKey: boolean;
  /** The value itself; for a key, the value below it. */
  readonly holds: Json;
}

/** Keys, texts and numbers of a stack that match `wanted`, without cdktf's metadata. */
export function placedTextsIn(
  { json }: StackJson,
  layer: Layer,
  wanted: (value: string, isKey: boolean) => boolean,
): PlacedText[] {
  const found: PlacedText[] = [];
  for (const [address, block] of blocksOf(json)) {
    const path: (string | number)[] = [];
    visit(block, path, (value, isKey, holds) => {
      if (wanted(value, isKey)) found.push({ layer, address, path: path.join("."), value, isKey, holds });
    });
  }
  return found;
}

/** Blocks of a stack, with their addresses. */
function blocksOf(json: JsonObject): (readonly [address: string, block: Json])[] {
  return Object.entries(json).flatMap(([section, content]) => {
    if (section === "//") return [];
    const byName = Object.entries(asObject(content));
    if (section !== "resource" && section !== "data") {
      return byName.length === 0
        ? [[section, content] as const]
        : byName.map(([name, block]) => [`${section}.${name}`, block] as const);
    }
    const prefix = section === "data" ? "data." : "";
    return byName.flatMap(([type, blocks]) =>
      Object.entries(asObject(blocks)).map(([name, block]) => [`${prefix}${type}.${name}`, block] as const),
    );
  });
}

type Visitor = (value: string, isKey: boolean, holds: Json) => void;

/** Visits every key and value below; `path` is the current location. */
function visit(value: Json, path: (string | number)[], visitor: Visitor): void {
  if (typeof value === "string") {
    visitor(value, false, value);
  } else if (typeof value === "number") {
    visitor(String(value), false, value);
  } else if (Array.isArray(value)) {
    (value as readonly Json[]).forEach((item, index) => {
      path.push(index);
      visit(item, path, visitor);
      path.pop();
    });
  } else if (value !== null && typeof value === "object") {
    for (const key of Object.keys(value)) {
      if (key === "//") continue;
      path.push(key);
      const item = (value as JsonObject)[key] ?? null;
      visitor(key, true, item);
      visit(item, path, visitor);
      path.pop();
    }
  }
}
