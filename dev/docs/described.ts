import { type $ZodType, type $ZodTypes } from "zod/v4/core";
import { innerOf } from "../../src/environment/value-schemas";

/** Default of a key as the reference shows it; undefined for an optional key without a default. */
export function defaultOf(schema: $ZodTypes, isMapping: boolean): string | undefined {
  for (let layer: $ZodType | undefined = schema; layer; layer = innerOf(layer)) {
    const { def } = (layer as $ZodTypes)._zod;
    if (def.type === "optional") return undefined;
    if (def.type === "default" || def.type === "prefault") return shownDefault(def.defaultValue, isMapping);
  }
  return "**required**";
}

function shownDefault(value: unknown, isMapping: boolean): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : `\`[${value.map(inline).join(", ")}]\``;
  if (typeof value === "object" && value !== null) {
    const keys = Object.keys(value);
    return keys.length > 0 ? keys.map((key) => `\`${key}\``).join(", ") : isMapping ? "its defaults" : "none";
  }
  return `\`${inline(value)}\``;
}

/** A value as written in YAML: text is quoted if YAML would read another type. */
export function inline(value: unknown): string {
  if (typeof value !== "string") return String(value);
  const isRead = /^[-+.\d]*$|^0[xo]|^(true|false|null|~)$|^\s|\s$|^[?&*!|>'"%@`-]|[:#{}[\],]( |$)/i.test(
    value,
  );
  return isRead ? JSON.stringify(value) : value;
}
