import { HARMLESS } from "../../../src/evidence/harmless";
import { type BlockForm, type NestedBlock } from "../../../src/evidence/provider-schema";
import { isHarmless } from "../../../src/infrastructure/judged/leaves";
import {
  type Json,
  type JsonObject,
  type SynthesizedResource,
  lookupType,
} from "../../../src/terraform/stack-json";
import { addedValue, anyValue } from "./added-values";
import { changeAt, schemaOfBlock } from "./change";
import { type Place, pathOf } from "./json-places";
import { widerThan } from "./widened-copy";
import { type Change } from "../edits";

/** Arguments of Terraform itself, and those that the provider derives from others. */
const LEFT_OUT = /^(id|tags|tags_all|timeouts|description|name_prefix|bucket_prefix|generate_name)$/;

/** Each optional argument and nested block of the schema that a block lacks, with a dangerous value. */
export function addedArguments(block: SynthesizedResource): Change[] {
  const schema = schemaOfBlock(block);
  return schema ? inBlock({ object: block.config, place: [], schema, type: lookupType(block) }) : [];
}

interface Inside {
  readonly object: JsonObject;
  readonly place: Place;
  readonly schema: BlockForm;
  readonly type: string;
}

function inBlock({ object, place, schema, type }: Inside): Change[] {
  const values = [...schema.arguments].flatMap(([name, { use, type: valueType }]) => {
    if (use !== "optional" || valueType === undefined || LEFT_OUT.test(name)) return [];
    if (object[name] !== undefined && object[name] !== null) return [];
    const value = addedValue(name, valueType);
    const at = [...place, name];
    if (value === undefined || isLeftOut(type, at, value)) return [];
    return [changeAt(at, value, `add ${pathOf(at)} ${shown(value)}`)];
  });
  const blocks = [...schema.blocks].flatMap(([name, nested]) =>
    LEFT_OUT.test(name) ? [] : inNested({ object, place, schema, type }, name, nested),
  );
  return [...values, ...blocks];
}

function inNested({ object, place, type }: Inside, name: string, nested: NestedBlock): Change[] {
  const { [name]: own } = object;
  const at = [...place, name];
  const path = pathOf(at);
  if (own === undefined || own === null) {
    const block = dangerousBlock(nested.block);
    if (isLeftOut(type, at, block)) return [];
    const value = nested.most === 1 ? block : [block];
    return [changeAt(at, value, `add ${path}`)];
  }
  const first = (Array.isArray(own) ? (own as readonly Json[])[0] : own) ?? {};
  const inside = inBlock({
    object: first as JsonObject,
    place: Array.isArray(own) ? [...at, 0] : at,
    schema: nested.block,
    type,
  });
  if (nested.most === 1) return inside;
  const items = Array.isArray(own) ? (own as readonly Json[]) : [own];
  const another = widerThan(first as JsonObject);
  if (another === undefined) return inside;
  return [...inside, changeAt(at, [...items, another], `add another ${path}`)];
}

/** A nested block with a dangerous value of each argument, and the blocks that it requires. */
function dangerousBlock(schema: BlockForm): JsonObject {
  const values = [...schema.arguments].flatMap(([name, { use, type }]): (readonly [string, Json])[] => {
    if (use === "computed" || type === undefined) return [];
    const value = addedValue(name, type) ?? (use === "required" ? anyValue(type) : undefined);
    return value === undefined ? [] : [[name, value]];
  });
  const blocks = [...schema.blocks]
    .filter(([, { least }]) => least > 0)
    .map(([name, { most, block }]) => {
      const inside = dangerousBlock(block);
      return [name, most === 1 ? inside : [inside]] as const;
    });
  return Object.fromEntries([...values, ...blocks]);
}

/** Whether the lists of the checks have the argument as harmless, each with its reason. */
function isLeftOut(type: string, place: Place, value: Json): boolean {
  const leaf = { path: pathOf(place), value };
  const { [type]: rows = [] } = HARMLESS.types;
  return isHarmless(leaf, HARMLESS.common) || isHarmless(leaf, rows);
}

const shown = (value: Json): string =>
  typeof value === "object" || String(value).length > 40 ? JSON.stringify(value).slice(0, 40) : String(value);
