import { type BlockSchema, type Kind } from "../../../proof/facts/provider-schemas/provider-schema";
import { schemaOf } from "../../../proof/facts/provider-schemas/schema-of";
import { type Change, type MutableObject } from "../edits";
import { type Place, edited } from "./json-places";
import {
  type Json,
  type JsonObject,
  type SynthesizedResource,
} from "../../../proof/terraform-json/stack-json";

/** A change of a block at a place; `undefined` removes the value. */
export const changeAt = (place: Place, to: Json | undefined, change: string): Change => ({
  change,
  apply: (block) => edited(block as JsonObject, place, to) as MutableObject,
});

/** The schema of the type of a block; undefined for a type that no extract has. */
export function schemaOfBlock({ address, type }: SynthesizedResource): BlockSchema | undefined {
  const kind: Kind = address.startsWith("data.") ? "data" : "resource";
  return schemaOf(type.split("_")[0] ?? "", kind, type);
}

/** The key of a type in tables: with `data.` before that of a data source. */
export const typeKeyOf = ({ address, type }: Pick<SynthesizedResource, "address" | "type">): string =>
  address.startsWith("data.") ? `data.${type}` : type;

/** The key of the type of the block with an address. */
export const typeKeyAt = (address: string): string =>
  typeKeyOf({ address, type: address.replace(/^data\./, "").split(".")[0] ?? "" });
