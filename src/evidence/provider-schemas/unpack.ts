import { type ArgumentSchema, type BlockForm, type NestedBlock, type ValueType } from "../provider-schema";
import { type PackedBlock, type Shard } from "./packed";

/** The schema of the type that a shard has. */
export function unpack(shard: Shard): BlockForm {
  const blocks: BlockForm[] = [];
  for (const packed of shard) blocks.push(unpackedBlock(packed, blocks));
  return blockAt(blocks, blocks.length - 1);
}

function unpackedBlock(packed: PackedBlock, before: readonly BlockForm[]): BlockForm {
  const { required = {}, optional = {}, computed = "", blocks = {} } = packed;
  const argument = (use: ArgumentSchema["use"], type: string, name: string): [string, ArgumentSchema] => [
    name,
    { use, ...typed(type, before) },
  ];
  const byType = (use: ArgumentSchema["use"], all: Readonly<Record<string, string>>) =>
    Object.entries(all).flatMap(([type, names]) => words(names).map((name) => argument(use, type, name)));
  return {
    arguments: new Map([
      ...byType("required", required),
      ...byType("optional", optional),
      ...words(computed).map((name) => argument("computed", "", name)),
    ]),
    blocks: new Map(
      Object.entries(blocks).map(([name, [nesting, least, most, number]]) => [
        name,
        { nesting, least, ...(most > 0 ? { most } : {}), block: blockAt(before, number) },
      ]),
    ),
  };
}

function typed(type: string, before: readonly BlockForm[]): Pick<ArgumentSchema, "type" | "nested"> {
  if (type === "") return {};
  if (!/^[[{]/.test(type)) return { type: type as ValueType };
  const read = JSON.parse(type) as ValueType | { readonly nested: readonly [NestedBlock["nesting"], number] };
  if (typeof read === "string" || !("nested" in read)) return { type: read };
  const [nesting, number] = read.nested;
  return { nested: { nesting, block: blockAt(before, number) } };
}

function blockAt(blocks: readonly BlockForm[], number: number): BlockForm {
  const { [number]: block } = blocks;
  if (!block) throw new Error(`a shard has no block ${number}`);
  return block;
}

const words = (text: string): string[] => (text === "" ? [] : text.split(" "));
