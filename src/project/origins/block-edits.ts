import { HIDDEN, shownValue } from "../../terraform/shown-value";
import { providerAddress } from "../../terraform/block-addresses";
import { type Json, type JsonObject, asArray, isJsonObject } from "../../terraform/stack-json";
import { own } from "../../base/own";
import { firstFew } from "../../base/counted";
import { jsonObjectIn } from "./json-object";
import { MOVE_BLOCKS } from "../../base/stack-files";

/** A block that differs from what synth writes. */
export interface BlockEdit {
  /** `aws_vpc.main`, `data.aws_ami.x`, `provider.aws`, `output.vpc_id`, `terraform`. */
  readonly address: string;
  readonly kind: "added" | "removed" | "changed";
  /** The edit in words, without values of secrets. */
  readonly message: string;
}

/** Each block of Terraform JSON that differs from what synth writes, in any value: nothing is equal that has other JSON. */
export function blockEdits(expected: JsonObject, found: JsonObject): BlockEdit[] {
  const [before, after] = [blocksOf(expected), blocksOf(found)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((address): BlockEdit[] => {
    const [was, is] = [before.get(address), after.get(address)];
    if (is === undefined) return [{ address, kind: "removed", message: "the block is missing" }];
    if (was === undefined)
      return [{ address, kind: "added", message: `a block that the inputs do not lead to${keysOf(is)}` }];
    const edits = valueEdits(was, is, "");
    if (edits.length === 0) return [];
    return [{ address, kind: "changed", message: messageOf(edits, isSensitive(was) || isSensitive(is)) }];
  });
}

const keysOf = (block: Json): string => {
  const keys = isJsonObject(block) ? Object.keys(block).filter((key) => key !== "//") : [];
  return keys.length === 0 ? "" : `, with ${firstFew(keys, MOST)}`;
};

/** Values of a block are shown except those of a variable or output that is sensitive as a whole. */
const isSensitive = (block: Json): boolean => isJsonObject(block) && block["sensitive"] === true;

interface ValueEdit {
  readonly path: string;
  readonly was: Json | undefined;
  readonly is: Json | undefined;
}

/** Edits that one finding shows. */
const MOST = 6;

const messageOf = (edits: readonly ValueEdit[], hides: boolean): string =>
  firstFew(
    edits.map((each) => `${each.path}: ${sidesOf(each, hides)}`),
    MOST,
    "; ",
  );

/** Both sides of an edit; of a block that hides its values, whether they are set. */
function sidesOf({ path, was, is }: ValueEdit, hides: boolean): string {
  const side = (value: Json | undefined, other: Json | undefined): string =>
    value === undefined ? "not set" : hides ? HIDDEN : shownValue(path, value, other);
  return `${side(was, is)} → ${side(is, was)}`;
}

function valueEdits(was: Json | undefined, is: Json | undefined, path: string): ValueEdit[] {
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  const inside = insideOf(was, is, path);
  return inside.length > 0 ? inside : [{ path: path === "" ? "value" : path, was, is }];
}

/** Edits inside of two values of the same kind; none where the values differ as a whole, such as in the order of keys. */
function insideOf(was: Json | undefined, is: Json | undefined, path: string): ValueEdit[] {
  if (isJsonObject(was) && isJsonObject(is))
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) =>
      valueEdits(own(was, key), own(is, key), path === "" ? key : `${path}.${key}`),
    );
  if (Array.isArray(was) && Array.isArray(is) && was.length === is.length)
    return asArray(was).flatMap((item, index) => valueEdits(item, asArray(is)[index], `${path}[${index}]`));
  const [old, now] = [documentIn(was), documentIn(is)];
  return old && now ? insideOf(old, now, path) : [];
}

const documentIn = (value: Json | undefined): JsonObject | undefined =>
  typeof value === "string" ? jsonObjectIn(value) : undefined;

/** The blocks of Terraform JSON by address. A value in another form than that of synth is one block of its section. */
function blocksOf(json: JsonObject): ReadonlyMap<string, Json> {
  const blocks = new Map<string, Json>();
  const add = (address: string, block: Json): void => {
    // Two providers with one alias, or two moves of one address, are two blocks.
    const free = [address, ...Array.from({ length: blocks.size }, (_, at) => `${address}[${at + 1}]`)];
    blocks.set(free.find((each) => !blocks.has(each)) ?? address, block);
  };
  for (const [section, value] of Object.entries(json)) {
    const subject = own<string>(MOVE_BLOCKS, section);
    if (section === "resource" || section === "data") typedBlocks(section, value, add);
    else if (section === "provider") providerBlocks(value, add);
    else if (subject !== undefined && Array.isArray(value))
      for (const each of asArray(value))
        add(`${section}.${String(isJsonObject(each) ? each[subject] : "")}`, each);
    else if (isJsonObject(value) && NAMED.includes(section))
      for (const [name, block] of Object.entries(value))
        add(`${section === "locals" ? "local" : section}.${name}`, block);
    else add(section, value);
  }
  return blocks;
}

/** Sections with a block for each name. */
const NAMED: readonly string[] = ["output", "variable", "module", "locals", "check"];

type Add = (address: string, block: Json) => void;

function typedBlocks(section: "resource" | "data", value: Json, add: Add): void {
  if (!isJsonObject(value)) return add(section, value);
  const prefix = section === "data" ? "data." : "";
  for (const [type, byName] of Object.entries(value)) {
    if (isJsonObject(byName))
      for (const [name, block] of Object.entries(byName)) add(`${prefix}${type}.${name}`, block);
    else add(`${prefix}${type}`, byName);
  }
}

function providerBlocks(value: Json, add: Add): void {
  if (!isJsonObject(value)) return add("provider", value);
  for (const [name, blocks] of Object.entries(value))
    for (const block of Array.isArray(blocks) ? asArray(blocks) : [blocks])
      add(providerAddress(name, block), block);
}
