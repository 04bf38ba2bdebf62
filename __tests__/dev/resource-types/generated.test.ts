import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { type TypedBlock } from "../../../dev/provider-schemas/typed-extract";
import { FOLDER, generatedFiles, unknownTypes } from "../../../dev/resource-types/generated";
import { blocksOfAttribute } from "../../../src/evidence/attribute-blocks";
import { type ArgumentSchema, type BlockForm } from "../../../src/evidence/provider-schema";
import { schemaOf } from "../../../src/evidence/provider-schemas/schema-of";
import { ROOT } from "../../support/documents";
import { EXTRACTS } from "../../support/provider-schemas";

const WRITTEN = ["argument-types.ts"];
const names = readdirSync(join(ROOT, FOLDER)).filter((name) => !WRITTEN.includes(name));
const textOf = (name: string): string => readFileSync(join(ROOT, FOLDER, name), "utf8");

test("the types are those of the lookups and schemas; `npm run docs` writes them", () => {
  const wanted = generatedFiles(ROOT);
  expect(wanted.size).toBeGreaterThan(20);
  expect(Object.fromEntries(names.map((name) => [name, textOf(name)]))).toEqual(Object.fromEntries(wanted));
});

test("every type of a lookup is one of a provider", () => {
  expect(unknownTypes(ROOT)).toEqual([]);
});

/** Properties of the declared types, by name, as they are written. */
const declared = new Map(
  names.flatMap((name) => {
    const source = ts.createSourceFile(name, textOf(name), ts.ScriptTarget.ES2022, true);
    return source.statements.flatMap((each): [string, ReadonlyMap<string, string>][] => {
      if (ts.isTypeAliasDeclaration(each)) return [[each.name.text, membersOf(each.type)]];
      return ts.isInterfaceDeclaration(each) ? [[each.name.text, propertiesOf(each.members)]] : [];
    });
  }),
);

function membersOf(type: ts.TypeNode): ReadonlyMap<string, string> {
  if (ts.isIntersectionTypeNode(type)) return new Map(type.types.flatMap((each) => [...membersOf(each)]));
  return ts.isTypeLiteralNode(type) ? propertiesOf(type.members) : new Map();
}

function propertiesOf(members: readonly ts.TypeElement[]): ReadonlyMap<string, string> {
  return new Map(
    members
      .filter(ts.isPropertySignature)
      .map((each) => [each.name.getText().replaceAll('"', ""), each.type?.getText() ?? ""]),
  );
}

const typed = [...(declared.get("ResourceTypes") ?? [])];

/** The nested type of a property; undefined for a value. */
const nestedType = (written: string): string | undefined => /<(\w+_\w+)>+$/.exec(written)?.[1];

/** A schema in words: names with their form, and nested ones below them. */
interface Words {
  readonly [name: string]: string | Words;
}

const wordsOfType = (name: string): Words =>
  Object.fromEntries(
    [...(declared.get(name) ?? [])].map(([property, written]) => {
      const nested = nestedType(written);
      return [property, nested === undefined ? written : wordsOfType(nested)];
    }),
  );

const wordsOfSchema = (schema: BlockForm): Words =>
  Object.fromEntries([
    ...[...schema.arguments]
      .filter(([, { use }]) => use !== "computed")
      .map(([name, argument]): [string, string | Words] => [name, wordsOfArgument(argument)]),
    ...[...schema.blocks].map(([name, { block }]): [string, Words] => [name, wordsOfSchema(block)]),
  ]);

function wordsOfArgument(argument: ArgumentSchema): string | Words {
  const block = argument.nested?.block ?? blocksOfAttribute(argument);
  if (block) return wordsOfSchema(block);
  return wordOf(argument.type);
}

function wordOf(type: unknown): string {
  const words: Readonly<Record<string, string>> = { string: "Text", number: "Amount", bool: "Flag" };
  if (typeof type === "string") return words[type] ?? "Json";
  const [kind, of] = type as [string, unknown];
  if (kind === "map") return `Mapping<${wordOf(of)}>`;
  return kind === "tuple" ? "Json" : `List<${wordOf(of)}>`;
}

test("types of all lookups are declared", () => {
  expect(typed.length).toBeGreaterThan(80);
  expect(typed.filter(([, name]) => !declared.has(name))).toEqual([]);
});

test.each(typed)("%s has the arguments, the nesting and the types of its schema", (type, name) => {
  const isData = type.startsWith("data.");
  const resource = type.replace(/^data\./, "");
  const schema = schemaOf(resource.split("_")[0] ?? "", isData ? "data" : "resource", resource);
  expect(schema && wordsOfSchema(schema)).toEqual(wordsOfType(name));
});

/** Names of arguments with those below them, in the tests' own extract. */
const namesOf = (block: TypedBlock): Words =>
  Object.fromEntries(
    Object.entries(block).map(([name, { of }]) => [name, of === undefined ? "" : namesOf(of)]),
  );
const namesOnly = (words: Words): Words =>
  Object.fromEntries(
    Object.entries(words).map(([name, each]) => [name, typeof each === "string" ? "" : namesOnly(each)]),
  );

// The extract of the tests is a second reading of the provider's schema. It has objects in attributes as types.
test("emitted types have the names and nesting of the tests' own extract", () => {
  const extracts = EXTRACTS.filter(({ version }) => version === "5.100.0" || version === "3.1.2");
  const all = extracts.flatMap(({ resources, data }) => [
    ...Object.entries(resources),
    ...Object.entries(data).map(([name, block]) => [`data.${name}`, block] as const),
  ]);
  const compared = typed.flatMap(([type, name]) => {
    const block = all.find(([each]) => each === type)?.[1];
    return block ? [{ type, got: namesOnly(wordsOfType(name)), expected: namesOf(block) }] : [];
  });
  expect(compared.length).toBeGreaterThan(50);
  for (const { got, expected } of compared) {
    expect(Object.keys(got).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, below] of Object.entries(expected)) {
      if (typeof below !== "string") expect(got[name]).toEqual(below);
    }
  }
});
