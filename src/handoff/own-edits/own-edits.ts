import { groupBy } from "../../base/group-by";
import { type Json, type JsonObject, asArray, isJsonObject } from "../../terraform/stack-json";
import { pairs } from "../../terraform/pairs";
import { shownAt } from "../../terraform/change-text";
import { asRead } from "../parity/as-read";
import { own } from "../../base/own";
import { withOverrides } from "../../project/overrides";
import { type ModuleBlocks, type PlacedBlock } from "./module-blocks";

/** An edit of a module's owner since the hand-over. */
export interface OwnEdit {
  readonly address: string;
  /** The argument with its old and its new value, without secrets, or the side that lacks the whole block. */
  readonly message: string;
  /** True for a whole block. */
  readonly isBlock: boolean;
  /** File and line of the block. @default - the folder does not have it */
  readonly place?: string;
}

/**
 * Differences between a module as it is handed over and as it is in a folder, each once.
 *
 * @param isTouched whether the owner has changed, added or removed a file since the hand-over; another one can be stale
 */
export function ownEdits(
  before: ModuleBlocks,
  now: ModuleBlocks,
  isTouched: (file: string) => boolean,
): OwnEdit[] {
  const there = withOverrides(now.blocks, now.overrides, (block, over, body) => ({
    ...block,
    body,
    merged: [...(block.merged ?? []), over],
  }));
  const [left, right] = [grouped(before.blocks), grouped(there)];
  const addresses = new Set([...left.keys(), ...right.keys()]);
  const unreadable = now.mistakes.map(({ file, place, what }) => ({
    address: file,
    isBlock: true,
    message: `Terraform cannot read it: ${what}`,
    place,
  }));
  const isUnreadable = (file: string): boolean => now.mistakes.some((each) => each.file === file);
  const edits = [...addresses].flatMap((address) =>
    pairs(right.get(address) ?? [], left.get(address) ?? [], isSameBlock).flatMap(({ one, other }) => {
      const files = filesOf(one, other);
      // Nobody knows the blocks of such a file.
      if (!files.some(isTouched) || files.some(isUnreadable)) return [];
      return editsOf(address, other, one);
    }),
  );
  return [...unreadable, ...edits];
}

function editsOf(address: string, was: PlacedBlock | undefined, is: PlacedBlock | undefined): OwnEdit[] {
  const isOfValues = (was ?? is)?.file === address;
  if (is && !was && !isOfValues)
    return [
      { address, isBlock: true, message: "the folder has it, and the stack does not", place: is.place },
    ];
  if (!is && !isOfValues)
    return [{ address, isBlock: true, message: "the stack has it, and the folder does not" }];
  return changesOf(was?.body ?? {}, is?.body ?? {}, "").map(({ path, was: old, is: new_ }) => {
    const [name = ""] = path.split(/[.[]/);
    const place = is?.merged?.findLast(({ body }) => Object.hasOwn(body, name))?.place ?? is?.place;
    return {
      address,
      isBlock: false,
      message: `${path}: ${shownAt(path).change(old, new_)}`,
      ...(place === undefined ? {} : { place }),
    };
  });
}

const filesOf = (...blocks: readonly (PlacedBlock | undefined)[]): readonly string[] =>
  blocks.flatMap((block) =>
    block === undefined ? [] : [block.file, ...(block.merged ?? []).map(({ file }) => file)],
  );

const grouped = (blocks: readonly PlacedBlock[]): ReadonlyMap<string, PlacedBlock[]> =>
  groupBy(blocks, ({ address }) => address);

const isSameBlock = (one: PlacedBlock, other: PlacedBlock): boolean =>
  changesOf(one.body, other.body, "").length === 0;

interface Change {
  readonly path: string;
  readonly was: Json | undefined;
  readonly is: Json | undefined;
}

/** Arguments with other values, by their paths. */
function changesOf(was: Json | undefined, is: Json | undefined, path: string): Change[] {
  if (isJsonObject(was) && isJsonObject(is)) {
    const names = new Set([...Object.keys(was), ...Object.keys(is)]);
    return [...names].flatMap((name) =>
      changesOf(own(was, name), own(is, name), path === "" ? name : `${path}.${name}`),
    );
  }
  const [left, right] = [bodiesOf(was), bodiesOf(is)];
  if (left && right) {
    const isOne = left.length <= 1 && right.length <= 1;
    const isSame = (one: JsonObject, other: JsonObject): boolean => changesOf(one, other, "").length === 0;
    return pairs(right, left, isSame).flatMap(({ one, other, index }) =>
      changesOf(other, one, isOne ? path : `${path}[${index}]`),
    );
  }
  return isSameValue(was, is) ? [] : [{ path, was, is }];
}

/** Nested blocks, which are one object or a list of objects. */
function bodiesOf(value: Json | undefined): readonly JsonObject[] | undefined {
  if (isJsonObject(value)) return [value];
  const list = asArray(value);
  return list.length > 0 && list.every(isJsonObject) ? list : undefined;
}

function isSameValue(one: Json | undefined, other: Json | undefined): boolean {
  if (typeof one === "string" && typeof other === "string")
    return one === other || asRead(one) === asRead(other);
  if (Array.isArray(one) && Array.isArray(other))
    return (
      one.length === other.length &&
      asArray(one).every((item, index) => changesOf(item, asArray(other)[index], "").length === 0)
    );
  return one === other;
}
