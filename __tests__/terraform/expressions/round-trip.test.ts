import fc from "fast-check";
import { type Expression } from "../../../src/terraform/expression";
import { parsed } from "../../../src/terraform/parse";
import { OPERATORS } from "../../../src/terraform/expressions/operators";
import { printed } from "../../../src/terraform/expressions/print";

const names = fc
  .stringMatching(/^[a-z][a-z0-9_]{0,5}$/)
  .filter((name) => !/^(true|false|null|for|in|if)$/.test(name));

const { expressions } = fc.letrec<{ expressions: Expression; paths: Expression }>((tie) => ({
  paths: fc.oneof(
    { depthSize: "small" },
    fc.record({ kind: fc.constant("name" as const), name: names }),
    fc.record({ kind: fc.constant("attribute" as const), of: tie("paths"), name: names }),
    fc.record({ kind: fc.constant("index" as const), of: tie("paths"), key: tie("expressions") }),
    fc.record({ kind: fc.constant("splat" as const), of: tie("paths"), name: names }),
    fc.record({
      kind: fc.constant("call" as const),
      name: names,
      args: fc.array(tie("expressions"), { maxLength: 3 }),
    }),
  ),
  expressions: fc.oneof(
    { depthSize: "small" },
    fc.record({
      kind: fc.constant("literal" as const),
      value: fc.oneof(
        fc.nat(),
        fc.boolean(),
        fc.constant(null),
        fc.string().filter((text) => !/[$%]\{|\\u/.test(JSON.stringify(text))),
      ),
    }),
    tie("paths"),
    fc.record({ kind: fc.constant("not" as const), of: tie("expressions") }),
    fc.record({
      kind: fc.constant("binary" as const),
      operator: fc.constantFrom(...OPERATORS.flat()),
      left: tie("expressions"),
      right: tie("expressions"),
    }),
    fc.record({
      kind: fc.constant("conditional" as const),
      condition: tie("expressions"),
      then: tie("expressions"),
      otherwise: tie("expressions"),
    }),
    fc.record({
      kind: fc.constant("object" as const),
      entries: fc.array(fc.record({ key: tie("expressions"), value: tie("expressions") }), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("list" as const), items: fc.array(tie("expressions"), { maxLength: 3 }) }),
    fc.record(
      {
        kind: fc.constant("each" as const),
        name: names,
        of: tie("expressions"),
        result: tie("expressions"),
        only: tie("expressions"),
      },
      { requiredKeys: ["kind", "name", "of", "result"] },
    ),
  ),
}));

test("a printed expression is read as the same expression", () => {
  fc.assert(
    fc.property(expressions, (expression) => {
      expect(parsed(printed(expression))).toEqual(expression);
    }),
  );
});

test("any text is read, or has other syntax, and never fails", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const expression = parsed(text);
      expect(expression === undefined || parsed(printed(expression)) !== undefined).toBe(true);
    }),
  );
});

test.each([
  ["a && (b || c)", "a && (b || c)"],
  ["(a && b) || c", "a && b || c"],
  ["!(a || b)", "!(a || b)"],
  ["!(true)", "!(true)"],
  ["((a.b))", "a.b"],
  ["a - (b - c)", "a - (b - c)"],
  ["( a - b ) - c", "a - b - c"],
  ["[for rule in data.x.y : rule.id if rule.port==1]", "[for rule in data.x.y : rule.id if rule.port == 1]"],
  ["a ? b : c ? d : e", "a ? b : c ? d : e"],
  ["(a ? b : c) ? d : e", "(a ? b : c) ? d : e"],
  ["a && (b ? c : d)", "a && (b ? c : d)"],
  ["a || b ? c + 1 : d", "a || b ? c + 1 : d"],
  ["!(a ? b : c)", "!(a ? b : c)"],
  ['{ a = 1, "b c" : [], (d) = {} }', '{ a = 1, "b c" = [], (d) = {} }'],
  ['f("a${b}", self.x[*].y, [])', 'f("a${b}", self.x[*].y, [])'],
])("%s is printed as %s", (text, expected) => {
  const expression = parsed(text);
  expect(expression && printed(expression)).toBe(expected);
});

test.each([
  "",
  "a b",
  "a ? b",
  "{ a }",
  "{ a = 1",
  "{ for k, v in a : k => v }",
  "-a",
  "[for k, v in a : v]",
  "a.",
  "f(",
  "[1 2]",
  "a[*]",
  '"a',
])("%j has other syntax", (text) => {
  expect(parsed(text)).toBeUndefined();
});
