import { type BlockForm, type BlockKind } from "../../../src/evidence/provider-schema";
import { schemaOf } from "../../../src/evidence/provider-schemas/schema-of";
import { type Change, type MutableObject } from "../edits";
import { type Place, edited } from "./json-places";
import {
  type Json,
  type JsonObject,
  type SynthesizedResource,
  lookupType,
} from "../../../src/terraform/stack-json";

/** A change of a block at a place; `undefined` removes the value. */
export const changeAt = (place: Place, to: Json | undefined, change: string): Change => ({
  change,
  apply: (block) => edited(block as JsonObject, place, to) as MutableObject,
});

/** The schema of the type of a block; undefined for a type that no extract has. */
export function schemaOfBlock({ address, type }: SynthesizedResource): BlockForm | undefined {
  const kind: BlockKind = address.startsWith("data.") ? "data" : "resource";
  return schemaOf(type.split("_")[0] ?? "", kind, type);
}

/** The type with which the block at an address is looked up. */
export const lookupTypeAt = (address: string): string =>
  lookupType({ address, type: address.replace(/^data\./, "").split(".")[0] ?? "" });
