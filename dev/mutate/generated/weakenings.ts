import {
  type Json,
  jsonIn,
  type JsonObject,
  type SynthesizedResource,
} from "../../../src/terraform/stack-json";
import { changeAt, schemaOfBlock } from "./change";
import { pathOf, type Place } from "./json-places";
import { type Change } from "../edits";
import { weakerThan } from "./weaker-values";
import { type BlockForm } from "../../../src/evidence/provider-schema";

/** Arguments that name or describe a block, or only Terraform and its reader use. Other changes cover postconditions. */
const LEFT_OUT = /^(\/\/|name|tags|tags_all|description|comment|timeouts|depends_on|lifecycle|provider)$/;

/** Policies have changes of their own, which know statements. */
const POLICY = /^\s*\{\s*"Version"/;

/** Weaker values of each argument of a block, and the block without each optional argument. */
export function weakeningsOf(block: SynthesizedResource): Change[] {
  return inBlock(block.config, [], schemaOfBlock(block));
}

/** Schema is undefined inside of maps and JSON texts, whose keys no schema has. */
function inBlock(object: JsonObject, place: Place, schema: BlockForm | undefined): Change[] {
  return Object.entries(object).flatMap(([name, value]) => {
    if (LEFT_OUT.test(name) || value === null) return [];
    const at = [...place, name];
    return [...inValue(value, at, schema?.blocks.get(name)?.block), ...unset(at, name, schema)];
  });
}

function inValue(value: Json, place: Place, schema: BlockForm | undefined): Change[] {
  const path = pathOf(place);
  const own = weakerThan(nameIn(place), value).map(({ words, value: to }) =>
    changeAt(place, to, words(path)),
  );
  const inside = typeof value === "string" && !POLICY.test(value) ? jsonIn(value) : value;
  if (Array.isArray(inside)) {
    // The other items have the same arguments.
    const [first] = inside as readonly Json[];
    const isText = typeof value === "string";
    const entered = typeof first === "string" ? jsonIn(first) : first;
    if (entered === null || typeof entered !== "object") return isText ? [] : own;
    return [...own, ...inValue(first as Json, [...place, 0], schema)];
  }
  if (inside === null || typeof inside !== "object") return own;
  return [...own, ...inBlock(inside as JsonObject, place, schema)];
}

function unset(place: Place, name: string, schema: BlockForm | undefined): Change[] {
  const isOptional = schema?.arguments.get(name)?.use === "optional" || schema?.blocks.get(name)?.least === 0;
  if (!isOptional) return [];
  return [changeAt(place, undefined, `unset ${pathOf(place)}`)];
}

/** The argument that has a place: the last name in it. */
const nameIn = (place: Place): string => String(place.findLast((step) => typeof step === "string"));
