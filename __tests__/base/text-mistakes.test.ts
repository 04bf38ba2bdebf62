import fc from "fast-check";
import { jsonMistake } from "../../src/base/text-mistakes";

test.each([
  ["{bad\n", 1, "Expected property name or '}'"],
  ["{'a': 1}", 1, "Expected property name or '}'"],
  ['{"a": bad}', 6, "Unexpected token 'b'"],
  ['{"a": [1,]}\n', 9, "Unexpected token ']'"],
  ["<<<<<<< HEAD\n{}", 0, "Unexpected token '<'"],
  ['{"a": 1} x', 9, "Unexpected non-whitespace character after JSON"],
  ['{"a": 1\n\n', 7, "Expected ',' or '}' after property value"],
  ["[\n", 1, "Unexpected end of JSON input"],
  ["", 0, "Unexpected end of JSON input"],
])("%j has a syntax error at offset %i", (text, offset, what) => {
  expect(jsonMistake(text)).toEqual({ offset, what });
});

test("valid JSON has no syntax error", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(jsonMistake(text)).toBeUndefined();
    }),
  );
});

test("an invalid character between two values of a list is found at its offset", () => {
  fc.assert(
    fc.property(
      fc.array(fc.json()),
      fc.array(fc.json()),
      fc.constantFrom("<", "?", "#"),
      (before, after, mark) => {
        const start = ["[", ...before.map((value) => `${value},`)].join("\n");
        const text = `${start}\n${[mark, ...after].join(",\n")}]`;
        expect(jsonMistake(text)?.offset).toBe(start.length + 1);
      },
    ),
  );
});
