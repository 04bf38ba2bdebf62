import { filesOf } from "../../../dev/resource-types/rendered";
import { type ArgumentSchema, type BlockForm } from "../../../src/evidence/provider-schema";

const optional = (type: NonNullable<ArgumentSchema["type"]>): ArgumentSchema => ({ use: "optional", type });
const blockOf = (
  args: Readonly<Record<string, ArgumentSchema>>,
  blocks: Readonly<Record<string, BlockForm>> = {},
): BlockForm => ({
  arguments: new Map(Object.entries(args)),
  blocks: new Map(
    Object.entries(blocks).map(([name, block]) => [name, { nesting: "list", least: 0, block }]),
  ),
});

const lines = (schema: BlockForm, type = "aws_eks_cluster"): string =>
  filesOf(new Map([[type, schema]])).get("aws-eks.ts") ?? "";

test.each<[string, ArgumentSchema, string]>([
  ["a text", optional("string"), "Text"],
  ["a required text", { use: "required", type: "string" }, "Text"],
  ["a number", optional("number"), "Amount"],
  ["a flag", optional("bool"), "Flag"],
  ["any value", optional("dynamic"), "Json"],
  ["a list", optional(["list", "string"]), "List<Text>"],
  ["a set", optional(["set", "number"]), "List<Amount>"],
  ["a map", optional(["map", "string"]), "Mapping<Text>"],
  ["lists in a map", optional(["map", ["list", "string"]]), "Mapping<List<Text>>"],
  ["a tuple", optional(["tuple", ["string"]]), "Json"],
])("%s", (_, argument, type) => {
  expect(lines(blockOf({ name: argument }))).toContain(`  readonly name?: ${type};\n`);
});

test("an attribute that only the provider sets is no argument", () => {
  expect(lines(blockOf({ arn: { use: "computed" }, name: optional("string") }))).not.toContain("arn");
});

test("a nested block has a type of its own, named by its path", () => {
  const inner = blockOf({ key_arn: optional("string") });
  const text = lines(blockOf({}, { encryption_config: blockOf({}, { provider: inner }) }));
  expect(text).toContain("  readonly encryption_config?: Blocks<AwsEksCluster_encryption_config>;\n");
  expect(text).toContain("  readonly provider?: Blocks<AwsEksCluster_encryption_config_provider>;\n");
  expect(text).toContain(
    "export type AwsEksCluster_encryption_config_provider = {\n  readonly key_arn?: Text;\n};\n",
  );
});

test("objects of an attribute have a type of their own, and a reference can replace them", () => {
  const rules = optional(["set", ["object", { from_port: "number" }]]);
  const nested: ArgumentSchema = {
    use: "optional",
    nested: { nesting: "single", block: blockOf({ name: optional("string") }) },
  };
  const text = lines(blockOf({ ingress: rules, set: nested }));
  expect(text).toContain("  readonly ingress?: Objects<AwsEksCluster_ingress>;\n");
  expect(text).toContain("export type AwsEksCluster_ingress = {\n  readonly from_port?: Amount;\n};\n");
  expect(text).toContain("  readonly set?: Objects<AwsEksCluster_set>;\n");
});

test("a map of objects is a mapping", () => {
  const each = optional(["map", ["object", { size: "number" }]]);
  expect(lines(blockOf({ sizes: each }))).toContain("  readonly sizes?: Mapping<AwsEksCluster_sizes>;\n");
});

test("a data source has another name than the resource", () => {
  expect(lines(blockOf({ name: optional("string") }), "data.aws_eks_cluster")).toContain(
    "export type DataAwsEksCluster = Meta & {\n  readonly name?: Text;\n};\n",
  );
});

test("a file has the types of one service, and imports what it uses", () => {
  const files = filesOf(
    new Map([
      ["aws_eks_cluster", blockOf({ name: optional("string") })],
      ["aws_eks_addon", blockOf({ preserve: optional("bool") })],
      ["aws_vpc", blockOf({})],
    ]),
  );
  expect([...files.keys()].sort()).toEqual(["aws-eks.ts", "aws-vpc.ts", "resource-types.ts"]);
  expect(files.get("aws-eks.ts")).toContain(
    'import { type Flag, type Meta, type Text } from "../arguments/types";\n',
  );
  expect(files.get("resource-types.ts")).toContain(
    'import { type AwsEksAddon, type AwsEksCluster } from "./aws-eks";\n',
  );
  expect(files.get("resource-types.ts")).toContain("  readonly aws_eks_addon: AwsEksAddon;\n");
});

test("a block without arguments is empty, and a type without arguments has those of Terraform", () => {
  expect(lines(blockOf({}, { and: blockOf({}) }))).toContain("export type AwsEksCluster_and = Empty;\n");
  expect(lines(blockOf({}))).toContain("export type AwsEksCluster = Meta;\n");
});
