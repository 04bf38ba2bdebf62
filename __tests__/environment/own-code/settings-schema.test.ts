import { settingsSchema } from "../../../src/environment/own-code/settings-schema";

const object = (properties: object, others: object = {}) => ({ type: "object", properties, ...others });

/** The parsed value, or the paths that the schema refuses. */
function judged(schema: unknown, value: unknown): unknown {
  const converted = settingsSchema(schema);
  if ("wrong" in converted) throw new Error(JSON.stringify(converted.wrong));
  const result = converted.schema.safeParse(value);
  return result.success ? result.data : result.error.issues.map(({ path }) => path.join("."));
}

test.each([
  ["a text", { type: "string", minLength: 2, maxLength: 3, pattern: "^a" }, "ab", ["a", "abcd", "xb", 1]],
  ["an integer", { type: "integer", minimum: 1, maximum: 5 }, 3, [0, 6, 1.5, "1"]],
  ["a number", { type: "number", minimum: 1, maximum: 5 }, 1.5, [0.5, 5.5]],
  ["a boolean", { type: "boolean" }, false, ["false"]],
  ["a choice", { enum: ["a", "b"] }, "b", ["c"]],
  ["a constant", { const: "a" }, "a", ["b"]],
  [
    "a list",
    { type: "array", items: { type: "string" }, minItems: 1, maxItems: 2 },
    ["a"],
    [[], ["a", "b", "c"]],
  ],
  ["a mapping", { type: "object", additionalProperties: { type: "integer" } }, { a: 1 }, [{ a: "x" }]],
  ["an object", object({ b: { type: "string" } }, { required: ["b"] }), { b: "x" }, [{}, { b: "x", c: 1 }]],
])("%s is judged by all its keywords", (_, schema, right, wrong) => {
  const whole = object({ a: schema }, { required: ["a"] });
  expect(judged(whole, { a: right })).toEqual({ a: right });
  for (const each of wrong)
    expect([each, judged(whole, { a: each })]).toEqual([each, [expect.stringMatching(/^a/)]]);
});

test("a default is filled in, also in a choice", () => {
  expect(
    judged(object({ a: { type: "integer", default: 5 }, b: { enum: ["x"], default: "x" } }), {}),
  ).toEqual({
    a: 5,
    b: "x",
  });
});

test("without settings, the key has no keys of its own", () => {
  expect(judged(undefined, {})).toEqual({});
  expect(judged(undefined, { a: 1 })).toEqual([""]);
});

test.each([
  [{ type: "string" }, "settings.type"],
  ["text", "settings"],
  [object({ a: { oneOf: [] } }), "settings.properties.a.type"],
  [object({ a: { type: ["string", "null"] } }), "settings.properties.a.type"],
  [object({ a: { type: "array" } }), "settings.properties.a.items"],
  [object({ a: { type: "string", format: "email" } }), "settings.properties.a.format"],
  [object({ a: { type: "string", pattern: "(" } }), "settings"],
  [{ type: "object", patternProperties: {} }, "settings.patternProperties"],
])("a schema that errors could not explain is refused: %j", (schema, path) => {
  expect(settingsSchema(schema)).toEqual({
    wrong: { path, what: expect.any(String) as string, expected: expect.any(String) as string },
  });
});
