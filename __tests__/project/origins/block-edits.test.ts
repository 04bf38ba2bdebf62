import { blockEdits } from "../../../src/project/origins/block-edits";
import { type JsonObject } from "../../../src/terraform/stack-json";

/** Both sides of the only edit of an argument. */
function sidesOf(was: JsonObject[string], is: JsonObject[string]): readonly string[] {
  const stack = (value: JsonObject[string]): JsonObject => ({
    resource: { aws_x: { a: { argument: value } } },
  });
  const [edit] = blockEdits(stack(was), stack(is));
  const [, sides = ""] = /^[\w.[\]]+: (.*)$/s.exec(edit?.message ?? "") ?? [];
  return sides.split(" → ");
}

const ARN = "arn:aws:s3:::models-of-a-team-with-a-long-name/";
const MANY = ["a", "b", "c", "d"].map((name) => `${ARN}${name}/*`);
const statement = (resource: string) => ({ Effect: "Allow", Action: "s3:GetObject", Resource: resource });

test.each<[string, JsonObject[string], JsonObject[string], string, string]>([
  ["an item more in a list", MANY, [...MANY, `${ARN}other/*`], "not set", `${ARN}other/*`],
  ["a list instead of a text", `${ARN}e`.repeat(3), [`${ARN}e`.repeat(3)], "", "["],
  ["the end of a long text", `${ARN.repeat(4)}one`, `${ARN.repeat(4)}two`, "one", "two"],
  ["an object more in a list", MANY.map(statement), [...MANY, `${ARN}other/*`].map(statement), "", "other"],
])("the sides of an edit show %s", (_, was, is, before, after) => {
  const [old = "", now = ""] = sidesOf(was, is);
  expect(old).toContain(before);
  expect(now).toContain(after);
  expect(old).not.toBe(now);
});

test("an edit of a policy in a text shows the resource that differs", () => {
  const policy = (...resources: readonly string[]): string =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: resources }] });
  expect(sidesOf(policy(...MANY), policy(...MANY, "*"))).toEqual(["not set", "*"]);
});

test("short sides are shown whole", () => {
  expect(sidesOf("a", "b")).toEqual(["a", "b"]);
});

test("a secret is hidden on both sides of a long edit", () => {
  const key = `AKIA${"IOSFODNN7EXAMPLE"}`;
  const shown = sidesOf([...MANY, key], [...MANY, "other"]).join();
  expect(shown).toContain("other");
  expect(shown).not.toContain("EXAMPLE");
});
