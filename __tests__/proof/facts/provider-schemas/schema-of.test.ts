import { extractOf, schemaOf, typeNames } from "../../../../src/proof/facts/provider-schemas/schema-of";
import { type BlockSchema, KINDS } from "../../../../src/proof/facts/provider-schemas/provider-schema";
import { EXTRACTS, argumentsIn } from "../../../support/provider-schemas";
import { type Arguments } from "../../../support/provider-arguments";

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
  const empty = KINDS.flatMap((kind) =>
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
  expect(queue?.get("fifo_queue")).toEqual({ use: "optional", type: "bool", isDeprecated: false });
  expect(queue?.get("tags")).toEqual({ use: "optional", type: ["map", "string"], isDeprecated: false });
  expect(queue?.get("arn")).toEqual({ use: "computed", isDeprecated: false });
});

test("a rule of a listener has its blocks with how many there can be", () => {
  const blocks = schemaOf("aws", "resource", "aws_lb_listener_rule")?.blocks;
  expect(blocks?.get("action")).toMatchObject({ nesting: "list", least: 1 });
  const forward = blocks?.get("action")?.block.blocks.get("forward");
  expect(forward?.block.blocks.get("target_group")).toMatchObject({ nesting: "set", least: 1, most: 5 });
});

test.each(
  EXTRACTS.filter(({ source }) => source === "terraform providers schema -json").map((each) => [each]),
)("all types that stacks use have the arguments of the tests' own extract: %#", (extract) => {
  const { provider, resources, data } = extract;
  const types = [
    [`provider.${provider}`, "configuration", provider] as const,
    ...Object.keys(resources).map((type) => [type, "resource", type] as const),
    ...Object.keys(data).map((type) => [`data.${type}`, "data", type] as const),
  ];
  for (const [what, kind, type] of types) {
    const schema = schemaOf(provider, kind, type);
    expect(schema && settable(schema)).toEqual(settableIn(argumentsIn(extract, what)));
  }
});

/** Paths that a configuration can set; `!` where it must. */
const settable = ({ arguments: all, blocks }: BlockSchema): string[] =>
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

const settableIn = (known: Arguments): string[] =>
  [...known]
    .flatMap(([name, argument]) => [
      `${name}${argument.required ? "!" : ""}`,
      ...(argument.kind === "nested" ? settableIn(argument.of()).map((path) => `${name}.${path}`) : []),
    ])
    .sort();
