import fc from "fast-check";
import microdiff from "microdiff";
import { ANY_ARGUMENTS, argumentsOf } from "../../src/review/comparison/arguments";
import { compareJson } from "../../src/review/comparison/compare-json";
import { type Edit } from "../../src/review/change";
import { type JsonObject } from "../../src/terraform/stack-json";

const compare = (before: JsonObject, after: JsonObject, type?: string): Edit[] =>
  compareJson(before, after, type === undefined ? ANY_ARGUMENTS : argumentsOf("resources", type));

const paths = (edits: readonly Edit[]): string[] =>
  edits.map(({ path, difference }) => `${difference} ${path}`);

/** Texts that are not numbers or documents, so that Terraform treats no two of them as equal. */
const text = fc.constantFrom("a", "b", "c", "${aws_vpc.main.id}");
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    text,
    fc.array(text, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("k", "l", "m"), tie("value"), { minKeys: 1, maxKeys: 3 }),
  ),
})).value;
const block = fc.dictionary(fc.constantFrom("p", "q", "r"), json) as fc.Arbitrary<JsonObject>;

test("blocks differ in the same arguments as in a library that compares any JSON", () => {
  fc.assert(
    fc.property(block, block, (before, after) => {
      const tops = (all: readonly (string | number)[]): unknown => [...new Set(all)].sort();
      expect(tops(compare(before, after).map(({ path }) => path.split(/[.[]/)[0] ?? ""))).toEqual(
        tops(microdiff(before, after).map(({ path }) => path[0] ?? "")),
      );
    }),
    { numRuns: 1000 },
  );
});

test("a block does not differ from itself", () => {
  fc.assert(fc.property(block, (same) => expect(compare(same, same)).toEqual([])));
});

test("a reversed comparison has added and removed exchanged", () => {
  const reverse = { added: "removed", removed: "added", changed: "changed" } as const;
  fc.assert(
    fc.property(block, block, (before, after) => {
      const back = compare(after, before).map(({ path, difference }) => `${reverse[difference]} ${path}`);
      expect(back.sort()).toEqual(paths(compare(before, after)).sort());
    }),
  );
});

test.each<[why: string, before: JsonObject, after: JsonObject]>([
  ["a number as text", { port: 80 }, { port: "80" }],
  ["a boolean as text", { on: true }, { on: "true" }],
  ["null and a missing value", { a: null }, {}],
  ["one block and a list of one", { rule: { a: "b" } }, { rule: [{ a: "b" }] }],
  ["dependencies in another order", { depends_on: ["a.b", "c.d"] }, { depends_on: ["c.d", "a.b"] }],
  [
    "policies with another layout and order",
    { policy: '{"Statement":[{"Sid":"A","Action":["b","c"]},{"Sid":"B"}]}' },
    { policy: '{ "Statement": [ {"Sid":"B"}, {"Action":["c","b"],"Sid":"A"} ] }' },
  ],
])("%s are equal", (_, before, after) => {
  expect(compare(before, after)).toEqual([]);
});

test("a set in another order is unchanged", () => {
  const subnets = { subnet_ids: ["a", "b"] };
  expect(compare(subnets, { subnet_ids: ["b", "a"] }, "aws_eks_node_group")).toEqual([]);
});

test("a list in another order is changed", () => {
  const types = { instance_types: ["a", "b"] };
  expect(paths(compare(types, { instance_types: ["b", "a"] }, "aws_eks_node_group"))).toEqual([
    "changed instance_types",
  ]);
});

test("an edit inside a document belongs to the argument that holds the document", () => {
  const [edit, ...others] = compare(
    { policy: '{"Statement":[{"Sid":"Read","Action":"s3:GetObject"}]}' },
    { policy: '{"Statement":[{"Sid":"Read","Action":"s3:*"}]}' },
  );
  expect(others).toEqual([]);
  expect(edit).toEqual({
    path: "policy.Statement.Action",
    argument: "policy",
    difference: "changed",
    before: "s3:GetObject",
    after: "s3:*",
  });
});

test("inside a document other than a policy, a number and its text differ", () => {
  expect(paths(compare({ values: '{"replicas":2}' }, { values: '{"replicas":"2"}' }))).toEqual([
    "changed values.replicas",
  ]);
});

test("another layout of a document other than a policy is a change, because Terraform compares the text", () => {
  expect(paths(compare({ values: '{"a":1}' }, { values: '{ "a": 1 }' }))).toEqual(["changed values"]);
});

test("blocks of a list are matched by name, in any position", () => {
  const before = {
    container: [
      { name: "api", image: "api:1" },
      { name: "proxy", image: "proxy:1" },
    ],
  };
  const after = {
    container: [
      { name: "new", image: "new:1" },
      { name: "api", image: "api:2" },
    ],
  };
  expect(paths(compare(before, after)).sort()).toEqual([
    "added container[new]",
    "changed container[api].image",
    "removed container[proxy]",
  ]);
});

test("a key of a map belongs to the argument of the map", () => {
  const [edit] = compare({ tags: { Name: "a" } }, { tags: { Name: "b" } }, "aws_vpc");
  expect(edit).toMatchObject({ path: "tags.Name", argument: "tags" });
});
