import { type JsonObject, StackJson } from "../../../src/terraform/stack-json";
import { comparedWithStack } from "../../../src/terraform/plans/comparison/comparison";
import { terraformPlan } from "../../support/terraform-plans";

const stackOf = (config: JsonObject): StackJson =>
  new StackJson("a-network", { resource: { aws_x: { a: { name: "a", ...config } } } });

const messages = (written: JsonObject, planned: JsonObject): string[] =>
  comparedWithStack(
    terraformPlan(stackOf(planned), { syntax: "json", applied: false }) as JsonObject,
    stackOf(written),
  ).differences.map(({ message }) => message);

/** An access key in the form of AWS, of no account. */
const KEY = `AKIA${"A".repeat(16)}`;

test.each<[string, JsonObject, JsonObject]>([
  ["a changed argument with the name of a secret", { password: "first-one" }, { password: "second-one" }],
  ["one that the plan adds", {}, { password: "second-one" }],
  ["one that becomes an expression", { password: "first-one" }, { password: "${aws_x.b.id}" }],
  ["one in a nested block", { user: { password: "first-one" } }, { user: { password: "second-one" } }],
  ["one in a nested block that is added", {}, { user: [{ password: "second-one" }] }],
])("the value of a secret is not shown: %s", (_, written, planned) => {
  const found = messages(written, planned);
  expect(found).not.toEqual([]);
  expect(found.join("\n")).toMatch(/password/);
  expect(found.join("\n")).not.toMatch(/first-one|second-one/);
});

test("a text in the form of a secret is not shown", () => {
  const found = messages({ description: "none" }, { description: KEY });
  expect(found).toEqual([expect.stringContaining("description")]);
  expect(found.join("\n")).not.toContain(KEY);
});
