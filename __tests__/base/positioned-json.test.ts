import fc from "fast-check";
import { type PositionedJson, positionedJson } from "../../src/base/positioned-json";

/** The value that a text has at each position. */
function readBack(text: string, { offset, entries, items }: PositionedJson): unknown {
  if (entries)
    return Object.fromEntries(
      entries.map(({ key, keyOffset, value }) => {
        return [text[keyOffset] === '"' ? key : "no key", readBack(text, value)];
      }),
    );
  if (items) return items.map((item) => readBack(text, item));
  const scalar = /^(?:"(?:[^"\\]|\\.)*"|[^\s,\]}]+)/.exec(text.slice(offset))?.[0] ?? "";
  return JSON.parse(scalar);
}

test("each value of a text is at its position", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2, "\t"), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(JSON.stringify(readBack(text, positionedJson(text)))).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
});

test("a key that occurs twice is there twice", () => {
  expect(positionedJson('{"a": 1, "a": 2}').entries?.map(({ keyOffset }) => keyOffset)).toEqual([1, 9]);
});
