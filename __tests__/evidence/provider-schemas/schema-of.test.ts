import {
  type TypedArgument,
  type TypedBlock,
  type TypedExtract,
} from "../../../dev/provider-schemas/typed-extract";
import { type BlockSchema as NamedBlock, PROVIDER_SCHEMAS } from "../../../src/facts/provider-schema";
import { blocksOfAttribute } from "../../../src/evidence/attribute-blocks";
import {
  addedTo,
  extractOf,
  newestOf,
  schemaOf,
  typeNames,
} from "../../../src/evidence/provider-schemas/schema-of";
import { BLOCK_KINDS, type BlockForm, type BlockKind } from "../../../src/evidence/provider-schema";
import { EXTRACTS, argumentsIn, extractOf as newestExtractOf } from "../../support/provider-schemas";
import { type Arguments } from "../../support/provider-arguments";

type ProviderSchema = (typeof PROVIDER_SCHEMAS)[string];

const PROVIDERS = ["aws", "helm", "kubernetes"];

test.each([
  ["aws", "resource", 1526],
  ["aws", "data", 608],
  ["aws", "ephemeral", 7],
  ["kubernetes", "resource", 81],
  ["kubernetes", "data", 27],
  ["helm", "resource", 1],
  ["helm", "data", 1],
] as const)("%s has its %s types: %d", (provider, kind, count) => {
  expect(typeNames(provider, kind)).toHaveLength(count);
});

test.each(PROVIDERS)("every type of %s is read", (provider) => {
  const empty = BLOCK_KINDS.flatMap((kind) =>
    (typeNames(provider, kind) ?? []).filter((type) => {
      const schema = schemaOf(provider, kind, type);
      return !schema || schema.arguments.size + schema.blocks.size === 0;
    }),
  );
  expect(empty).toEqual([]);
});

test.each(PROVIDERS)("the extract of %s has a version, a source and a date", (provider) => {
  const { version, source, date } = extractOf(provider) ?? {};
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(source).toBe("terraform providers schema -json");
  expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test.each([
  ["another provider", "random", "resource", "random_id"],
  ["another type", "aws", "resource", "aws_vcp"],
  ["a kind that the source does not have", "kubernetes", "ephemeral", "kubernetes_token_request_v1"],
  ["a type of another kind", "aws", "resource", "aws_ami_ids"],
  ["a path in place of a provider", "../aws", "resource", "aws_vpc"],
  ["a name of every object", "aws", "resource", "constructor"],
] as const)("%s has no schema", (_, provider, kind, type) => {
  expect(schemaOf(provider, kind, type)).toBeUndefined();
});

test("a queue has its arguments with use and type", () => {
  const queue = schemaOf("aws", "resource", "aws_sqs_queue")?.arguments;
  expect(queue?.get("fifo_queue")).toEqual({ use: "optional", type: "bool" });
  expect(queue?.get("tags")).toEqual({ use: "optional", type: ["map", "string"] });
  expect(queue?.get("arn")).toEqual({ use: "computed" });
});

test("a rule of a listener has its blocks with how many there can be", () => {
  const blocks = schemaOf("aws", "resource", "aws_lb_listener_rule")?.blocks;
  expect(blocks?.get("action")).toMatchObject({ nesting: "list", least: 1 });
  const forward = blocks?.get("action")?.block.blocks.get("forward");
  expect(forward?.block.blocks.get("target_group")).toMatchObject({ nesting: "set", least: 1, most: 5 });
});

/** Blocks of the types that stacks use, in one of the smaller extracts. */
const usedIn = <Block>(
  provider: string,
  {
    configuration,
    resources,
    data,
  }: Record<"resources" | "data", Record<string, Block>> & {
    configuration: Block;
  },
): [BlockKind, string, Block][] => [
  ["configuration", provider, configuration],
  ...Object.entries(resources).map(([type, block]): [BlockKind, string, Block] => ["resource", type, block]),
  ...Object.entries(data).map(([type, block]): [BlockKind, string, Block] => ["data", type, block]),
];

// Synth opens no schema without own blocks, so the types that stacks use are in smaller extracts too. One run writes all of them.
describe.each(PROVIDERS)("the types of %s that stacks use have", (provider) => {
  test("the arguments, types and blocks of the tests' own extract", () => {
    const [extract, ...others] = EXTRACTS.filter(
      (each) => each.provider === provider && each.version === extractOf(provider)?.version,
    );
    expect(others).toEqual([]);
    const used = usedIn(provider, extract as TypedExtract);
    const typed = used.map(([kind, type]) => [kind, type, typedOf(provider, kind, type)]);
    const isDeprecation = (key: string, value: unknown) => key === "deprecated" && value === true;
    expect(typed).toEqual(
      JSON.parse(
        JSON.stringify(used, (key, value: unknown) => (isDeprecation(key, value) ? undefined : value)),
      ),
    );
  });

  test("the names of arguments and blocks that the stacks' own facts have", () => {
    const used = usedIn(provider, PROVIDER_SCHEMAS[provider] as ProviderSchema);
    expect(used.map(([kind, type]) => [kind, type, named(schemaOf(provider, kind, type))])).toEqual(used);
  });
});

describe("the names that the newest release of AWS adds", () => {
  const newest = newestExtractOf("aws");

  test("are those of the release in the tests' extract", () => {
    expect(newestOf("aws")?.version).toBe(newest.version);
    expect(newestOf("helm")).toBeUndefined();
  });

  test("are an argument, a type, and a need that is gone", () => {
    expect(addedTo("aws", "resource", "aws_sqs_queue").has("region")).toBe(true);
    expect(addedTo("aws", "resource", "aws_s3_bucket_abac").has("*")).toBe(true);
    expect(addedTo("aws", "resource", "aws_cloudwatch_metric_alarm").has("evaluation_periods?")).toBe(true);
    expect(addedTo("aws", "resource", "aws_vcp").has("*")).toBe(false);
    expect(addedTo("aws", "resource", "constructor").size).toBe(0);
    expect(addedTo("helm", "resource", "helm_release").has("*")).toBe(false);
  });

  test("have another form, or parts that the bindings do not describe, in fourteen arguments", () => {
    const all = Object.values(newestOf("aws")?.names ?? {}).flatMap((names) => Object.entries(names));
    const changed = all.flatMap(([type, paths]) =>
      paths.split(" ").flatMap((path) => (path.endsWith("!") ? `${type}.${path.slice(0, -1)}` : [])),
    );
    expect(changed).toHaveLength(14);
    expect(changed).toEqual(
      expect.arrayContaining(["aws_redshift_cluster.encrypted", "aws_wafv2_web_acl.rule.statement"]),
    );
  });

  test("and the schema have every argument of the newest extract", () => {
    const types = [
      ...Object.keys(newest.resources).map((type) => [type, "resource", type] as const),
      ...Object.keys(newest.data).map((type) => [`data.${type}`, "data", type] as const),
    ];
    const missing = types.flatMap(([what, kind, type]) => {
      const schema = schemaOf("aws", kind, type);
      const added = addedTo("aws", kind, type);
      const known = new Set(schema && withFields(schema).map((path) => path.replaceAll("!", "")));
      const all = settableIn(argumentsIn(newest, what)).map((path) => path.replaceAll("!", ""));
      const isKnown = (path: string) =>
        known.has(path) ||
        path.split(".").some((_, index, names) => added.has(names.slice(0, index + 1).join(".")));
      return all.filter((path) => !isKnown(path)).map((path) => `${what}.${path}`);
    });
    expect(types.length).toBeGreaterThan(50);
    expect(missing).toEqual([]);
  });
});

/** A block as the tests' own extract has it, without deprecations. */
const typedOf = (provider: string, kind: BlockKind, type: string): TypedBlock => {
  const schema = schemaOf(provider, kind, type);
  if (!schema) throw new Error(`no schema of ${type}`);
  return typedBlock(schema);
};

const typedBlock = ({ arguments: all, blocks }: BlockForm): TypedBlock =>
  Object.fromEntries([
    ...[...all].flatMap(([name, { use, type, nested }]): [string, TypedArgument][] => {
      if (use === "computed") return [];
      const is = nested ? { of: typedBlock(nested.block), ...manyOf(nested.nesting) } : { type };
      return [[name, { ...is, ...(use === "required" ? { required: true } : {}) }]];
    }),
    ...[...blocks].map(([name, { nesting, least, most, block }]): [string, TypedArgument] => [
      name,
      {
        of: typedBlock(block),
        block: true,
        ...(most === 1 ? {} : manyOf(nesting)),
        ...(least > 0 ? { required: true } : {}),
      },
    ]),
  ]);

const manyOf = (nesting: string): { many?: true } => (nesting === "single" ? {} : { many: true });

/** A block as the facts of the stacks have it. */
function named(schema: BlockForm | undefined): NamedBlock | undefined {
  if (!schema) return undefined;
  const settableNames = [...schema.arguments].flatMap(([name, { use }]) =>
    use === "computed" ? [] : [name],
  );
  const blocks = Object.fromEntries([...schema.blocks].map(([name, { block }]) => [name, named(block)]));
  return {
    attributes: settableNames.sort().join(" "),
    ...(schema.blocks.size > 0 ? { blocks: blocks as Record<string, NamedBlock> } : {}),
  };
}

/** Paths that a configuration can set; `!` where it must. */
const settable = ({ arguments: all, blocks }: BlockForm): string[] =>
  [
    ...[...all].flatMap(([name, { use, nested }]) => {
      if (use === "computed") return [];
      const inner = nested ? settable(nested.block) : [];
      return [`${name}${use === "required" ? "!" : ""}`, ...inner.map((path) => `${name}.${path}`)];
    }),
    ...[...blocks].flatMap(([name, { least, block }]) => [
      `${name}${least > 0 ? "!" : ""}`,
      ...settable(block).map((path) => `${name}.${path}`),
    ]),
  ].sort();

/** The same with the fields of objects in lists, which the bindings have as nested arguments. */
const withFields = (schema: BlockForm): string[] => [
  ...settable(schema),
  ...[...schema.arguments].flatMap(([name, argument]) =>
    [...(blocksOfAttribute(argument)?.arguments.keys() ?? [])].map((field) => `${name}.${field}`),
  ),
];

const settableIn = (known: Arguments): string[] =>
  [...known]
    .flatMap(([name, argument]) => [
      `${name}${argument.required ? "!" : ""}`,
      ...(argument.kind === "nested" ? settableIn(argument.of()).map((path) => `${name}.${path}`) : []),
    ])
    .sort();
