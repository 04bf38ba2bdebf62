import { BLOCK_KINDS, type BlockKind, type NestedBlock } from "../../src/evidence/provider-schema";
import { type PackedBlock, type SchemaIndex, type Shard } from "../../src/evidence/provider-schemas/packed";
import { type PrintedAttribute, type PrintedBlock, type PrintedSchema } from "./printed-schema";

/** The index of a provider, and its shards: a line for each type. */
export interface PackedSchema {
  readonly index: SchemaIndex;
  readonly lines: string;
}

export type SchemaSource = Pick<SchemaIndex, "provider" | "version" | "source" | "date">;

/** All types of a provider, without descriptions and deprecations. */
export function packedSchema(from: SchemaSource, printed: PrintedSchema): PackedSchema {
  const types: Record<BlockKind, PrintedSchema["resource_schemas"] | undefined> = {
    configuration: { [from.provider]: printed.provider },
    resource: printed.resource_schemas,
    data: printed.data_source_schemas,
    ephemeral: printed.ephemeral_resource_schemas,
  };
  const lines: string[] = [];
  const lengths = (all: PrintedSchema["resource_schemas"]): Record<string, number> =>
    Object.fromEntries(
      sorted(all).map(([type, { block }]) => {
        const line = `${JSON.stringify(pack(block))}\n`;
        lines.push(line);
        return [type, Buffer.byteLength(line)];
      }),
    );
  const names = Object.fromEntries(
    BLOCK_KINDS.flatMap((kind) => (types[kind] ? [[kind, lengths(types[kind])] as const] : [])),
  );
  const { provider, version, source, date } = from;
  return { index: { provider, version, source, date, names }, lines: lines.join("") };
}

/** The distinct blocks of a type; the same block occurs hundreds of times in some. */
export function pack(root: PrintedBlock): Shard {
  const shard: PackedBlock[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (block: PrintedBlock): number => {
    const packed = packedBlock(block, numberOf);
    const text = JSON.stringify(packed);
    const number = numbers.get(text) ?? shard.push(packed) - 1;
    numbers.set(text, number);
    return number;
  };
  numberOf(root);
  return shard;
}

function packedBlock(
  { attributes = {}, block_types: nested = {} }: PrintedBlock,
  numberOf: (block: PrintedBlock) => number,
): PackedBlock {
  const all = sorted(attributes);
  const required = byType(
    all.filter(([, each]) => each.required),
    numberOf,
  );
  const optional = byType(
    all.filter(([, each]) => each.optional && !each.required),
    numberOf,
  );
  const computed = all
    .filter(([, each]) => !each.optional && !each.required)
    .map(([name]) => name)
    .join(" ");
  const blocks = sorted(nested).map(([name, { nesting_mode, min_items = 0, max_items = 0, block }]) => [
    name,
    [nesting_mode as NestedBlock["nesting"], min_items, max_items, numberOf(block)] as const,
  ]);
  return {
    ...(required ? { required } : {}),
    ...(optional ? { optional } : {}),
    ...(computed === "" ? {} : { computed }),
    ...(blocks.length > 0
      ? { blocks: Object.fromEntries(blocks) as NonNullable<PackedBlock["blocks"]> }
      : {}),
  };
}

type Attributes = readonly (readonly [string, PrintedAttribute])[];

function byType(
  attributes: Attributes,
  numberOf: (block: PrintedBlock) => number,
): Record<string, string> | undefined {
  const names: Record<string, string> = {};
  for (const [name, { type, nested_type: nested }] of attributes) {
    const is = nested ? { nested: [nested.nesting_mode, numberOf({ attributes: nested.attributes })] } : type;
    const key = typeof is === "string" ? is : JSON.stringify(is);
    names[key] = names[key] === undefined ? name : `${names[key]} ${name}`;
  }
  return attributes.length > 0 ? names : undefined;
}

const sorted = <Value>(all: Readonly<Record<string, Value>>): [string, Value][] =>
  Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
