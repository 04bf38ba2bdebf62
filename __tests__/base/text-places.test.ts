import fc from "fast-check";
import { placesIn } from "../../src/base/text-places";

test("the place of an offset counts the lines before it", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "\n", "\r", "é") });
  fc.assert(
    fc.property(text, fc.nat(), (written, number) => {
      const offset = number % (written.length + 1);
      const lines = written.slice(0, offset).split("\n");
      expect(placesIn(written)(offset)).toEqual({
        line: lines.length,
        column: (lines.at(-1) ?? "").length + 1,
      });
    }),
  );
});
