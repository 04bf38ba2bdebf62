import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { blocksOfAttribute } from "../../src/evidence/attribute-blocks";
import { type BlockForm, type BlockKind } from "../../src/evidence/provider-schema";
import { type AddedNames } from "../../src/evidence/provider-schemas/packed";
import { schemaOf } from "../../src/evidence/provider-schemas/schema-of";
import { type TypedArgument, type TypedBlock } from "../provider-schemas/typed-extract";
import { declaredArguments } from "./declarations";

/** Names that the bindings have and the extract of the oldest allowed release does not have, for all types of AWS. */
export function addedNames(lib: string): AddedNames["names"] {
  const names: Record<BlockKind, Record<string, string>> = {
    configuration: {},
    resource: {},
    data: {},
    ephemeral: {},
  };
  for (const module of readdirSync(lib).sort()) {
    const of = typeOf(join(lib, module), module);
    const schema = of && schemaOf("aws", of.kind, of.type);
    const added = of && (schema ? additions(join(lib, module), schema) : "*");
    if (of && added !== "") names[of.kind][of.type] = added ?? "";
  }
  return names;
}

/** Type of the construct of a module; undefined for a folder that has none. */
function typeOf(
  folder: string,
  module: string,
): { readonly kind: BlockKind; readonly type: string } | undefined {
  if (module === "provider") return { kind: "configuration", type: "aws" };
  const kind = /^(data|ephemeral)-aws-/.exec(module)?.[1] ?? "resource";
  const index = join(folder, "index.d.ts");
  const [, type] =
    /tfResourceType = "(\w+)"/.exec(existsSync(index) ? readFileSync(index, "utf8") : "") ?? [];
  return type === undefined ? undefined : { kind: kind as BlockKind, type };
}

/** Differences as `AddedNames` describes them; `*` for bindings that are not readable. */
function additions(folder: string, schema: BlockForm): string {
  try {
    return pathsBeyond(declaredArguments(folder), schema).join(" ");
  } catch {
    return "*";
  }
}

const pathsBeyond = (block: TypedBlock, schema: BlockForm, above = ""): string[] => [
  ...Object.entries(block).flatMap(([name, argument]) => pathsOf(argument, schema, name, above)),
  ...requiredIn(schema)
    .filter((name) => block[name]?.required !== true)
    .map((name) => `${above}${name}?`),
];

function pathsOf(argument: TypedArgument, schema: BlockForm, name: string, above: string): string[] {
  const path = `${above}${name}`;
  const before = schema.arguments.get(name);
  const block = schema.blocks.get(name);
  if (!block && (!before || before.use === "computed")) return [path];
  const inner = block?.block ?? before?.nested?.block ?? (before && blocksOfAttribute(before));
  const isSameForm = (block !== undefined) === (argument.block === true);
  if (isSameForm && argument.of && inner) return pathsBeyond(argument.of, inner, `${path}.`);
  const isSameType = !argument.of && !inner && asList(before?.type) === asList(argument.type);
  return isSameForm && isSameType ? [] : [`${path}!`];
}

/** Bindings have lists for sets too. */
const asList = (type: unknown): string => JSON.stringify(type).replaceAll('["set"', '["list"');

const requiredIn = ({ arguments: all, blocks }: BlockForm): string[] => [
  ...[...all].filter(([, { use }]) => use === "required").map(([name]) => name),
  ...[...blocks].filter(([, { least }]) => least > 0).map(([name]) => name),
];
