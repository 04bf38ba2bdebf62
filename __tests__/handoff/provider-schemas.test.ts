import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type BlockSchema, PROVIDER_SCHEMAS } from "../../src/facts/provider-schema";
import { typesWith } from "../../src/facts/resource-types";
import { usedTypes } from "../../dev/provider-schemas/used-types";
import { PLANS } from "../support/every-option";
import { type Arguments, argumentsOf, argumentsVersion } from "../support/provider-arguments";
import { GRAMMARS } from "../../src/terraform/grammar";

const USED = usedTypes(join(__dirname, "../../src"));
const BLOCKS = USED.filter(({ kind }) => kind !== "provider").map((each) => ({
  ...each,
  name: `${each.kind === "data" ? "data." : ""}${each.type}`,
  schema: PROVIDER_SCHEMAS[each.provider]?.[each.kind === "data" ? "data" : "resources"][each.type],
}));

test("every type that a construct can emit has a schema", () => {
  expect(BLOCKS.length).toBeGreaterThan(70);
  expect(BLOCKS.filter(({ schema }) => schema === undefined).map(({ name }) => name)).toEqual([]);
});

test("there are no schemas of other types", () => {
  const kept = Object.values(PROVIDER_SCHEMAS).flatMap(({ resources, data }) => [
    ...Object.keys(resources),
    ...Object.keys(data).map((type) => `data.${type}`),
  ]);
  expect(kept.sort()).toEqual(BLOCKS.map(({ name }) => name).sort());
});

test("every type in every environment has a grammar, also with every option", () => {
  const types = new Set(
    PLANS.flatMap(([, plan]) =>
      plan.stacks.flatMap((stack) => [...stack.resources(), ...stack.dataSources()]),
    ).map(({ address, type }) => (address.startsWith("data.") ? `data ${type}` : `resource ${type}`)),
  );
  expect(types.size).toBeGreaterThan(50);
  for (const each of types) {
    const [section = "", type = ""] = each.split(" ");
    expect(GRAMMARS.rootModule.blockOf(section)?.(type).labels).toBe(2);
  }
});

/** Arguments that are a block in the schema and an attribute in the bindings, or the reverse. */
function disagreements(schema: BlockSchema, known: Arguments, at: string): string[] {
  const attributes = schema.attributes.split(" ").filter((name) => isBlock(known, name));
  const blocks = Object.entries(schema.blocks ?? {}).flatMap(([name, block]) => {
    const argument = known.get(name);
    if (!argument) return [];
    if (argument.kind !== "nested" || !argument.block) return [`${at}.${name}`];
    return disagreements(block, argument.of(), `${at}.${name}`);
  });
  return [...attributes.map((name) => `${at}.${name}`), ...blocks];
}

const isBlock = (known: Arguments, name: string): boolean => {
  const argument = known.get(name);
  return argument?.kind === "nested" && argument.block;
};

test.each(BLOCKS.map((each) => [each.name, each] as const))(
  "%s: the schema and the provider bindings have the same blocks",
  (name, { schema }) => {
    if (!schema) throw new Error("no schema");
    expect(disagreements(schema, argumentsOf(name), name)).toEqual([]);
  },
);

test.each(["aws", "helm", "kubernetes"])(
  "%s: the schema and the bindings of the provider configuration have the same blocks",
  (provider) => {
    const schema = PROVIDER_SCHEMAS[provider]?.configuration;
    if (!schema) throw new Error("no schema");
    expect(disagreements(schema, argumentsOf(`provider.${provider}`), provider)).toEqual([]);
  },
);

test("each schema file has a provider version, a source and a date", () => {
  const folder = join(__dirname, "../../src/facts/provider-schemas");
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  expect(files).toEqual(["aws.json", "helm.json", "kubernetes.json"]);
  for (const file of files) {
    const { provider, version, source, date } = JSON.parse(
      readFileSync(join(folder, file), "utf8"),
    ) as Record<string, string>;
    expect(version).toBe(provider === "aws" ? "5.100.0" : argumentsVersion(provider ?? ""));
    expect(source).toBe("terraform providers schema -json");
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  }
});

test("every attribute that is compared as JSON is in the schema of its type", () => {
  const rows = typesWith("json");
  expect(rows.length).toBeGreaterThan(3);
  for (const [type, attributes] of rows) {
    const known = PROVIDER_SCHEMAS["aws"]?.resources[type]?.attributes.split(" ");
    expect(known).toEqual(expect.arrayContaining([...attributes]));
  }
});
