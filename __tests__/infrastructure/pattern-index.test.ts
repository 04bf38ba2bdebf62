import fc from "fast-check";
import { haveCommonText, PatternIndex } from "../../src/infrastructure/identity-patterns";

const pattern = fc
  .array(fc.constantFrom("a", "b", "/", "*", "?", "$${aws:username}"), { maxLength: 6 })
  .map((parts) => parts.join(""));

test("an index finds the patterns that a comparison with each one finds, in their order", () => {
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 12 }), pattern, (patterns, asked) => {
      const index = new PatternIndex(patterns.map((each, place) => [each, place]));
      const each = patterns.flatMap((other, place) => (haveCommonText(asked, other) ? [place] : []));
      expect(index.overlapping(asked)).toEqual(each);
    }),
    { numRuns: 2000 },
  );
});
