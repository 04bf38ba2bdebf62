import fc from "fast-check";
import { haveCommonText } from "../../../../src/infrastructure/identity-patterns";

/** All texts of two letters with at most eight characters. */
const TEXTS = Array.from({ length: 9 }, (_, length) =>
  Array.from({ length: 2 ** length }, (_, number) =>
    length === 0 ? "" : number.toString(2).padStart(length, "0").replaceAll("0", "a").replaceAll("1", "/"),
  ),
).flat();

const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);

const pattern = fc.stringMatching(/^[a/*?]{0,4}$/);

test("two patterns have a common text exactly if one of all texts matches both", () => {
  // A common text of two patterns needs at most one character for each of theirs.
  fc.assert(
    fc.property(pattern, pattern, (a, b) =>
      expect([a, b, haveCommonText(a, b)]).toEqual([
        a,
        b,
        TEXTS.some((text) => matches(a, text) && matches(b, text)),
      ]),
    ),
    { numRuns: 1000 },
  );
});

test.each([
  ["${a.b.arn}", "${a.b.arn}", true],
  ["${a.b.arn}", "${a.c.arn}", false],
  ["arn:aws:s3:::b/$${aws:username}/*", "arn:aws:s3:::b/fraud/*", true],
  ["arn:aws:s3:::b/$${aws:username}", "arn:aws:s3:::c/fraud/*", false],
])("%s and %s have a common text: %s", (a, b, common) => {
  expect([haveCommonText(a, b), haveCommonText(b, a)]).toEqual([common, common]);
});
