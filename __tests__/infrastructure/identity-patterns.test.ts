import fc from "fast-check";
import { covers } from "../../src/infrastructure/identity-patterns";
import { like } from "./identity/iam/reference";
import { patternMatch } from "../../src/infrastructure/identity/iam/pattern-match";

/** All texts of two letters with at most six characters. */
const TEXTS = Array.from({ length: 7 }, (_, length) =>
  Array.from({ length: 2 ** length }, (_, number) =>
    length === 0 ? "" : number.toString(2).padStart(length, "0").replaceAll("0", "a").replaceAll("1", "/"),
  ),
).flat();

const pattern = fc.stringMatching(/^[a/*?]{0,4}$/);

test("a pattern covers another one only if it matches every text of it", () => {
  fc.assert(
    fc.property(pattern, pattern, (wide, narrow) => {
      if (!covers(wide, narrow)) return;
      expect(TEXTS.filter((text) => like(narrow, text) && !like(wide, text))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test("a pattern covers each text that it matches, and itself", () => {
  fc.assert(
    fc.property(pattern, fc.stringMatching(/^[a/]{0,6}$/), (wide, text) => {
      expect(covers(wide, text)).toBe(like(wide, text));
      expect(covers(wide, wide)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("a match is certain for every text of a pattern, impossible for all of them, or unknown", () => {
  fc.assert(
    fc.property(pattern, pattern, (stated, asked) => {
      const texts = TEXTS.filter((text) => like(asked, text));
      const matching = texts.filter((text) => like(stated, text));
      const answer = patternMatch(stated, asked);
      if (answer === true) expect(matching).toEqual(texts);
      else if (answer === false) expect(matching).toEqual([]);
      else expect(answer.dependsOn).not.toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ["kms:ReEncrypt*", "kms:ReEncryptTo", true],
  ["arn:aws:s3:::a/*", "arn:aws:s3:::a/b/*", true],
  ["a?", "a*", false],
  ["a*", "a?", true],
  ["*?", "?*", true],
  ["**", "*", true],
  ["arn:aws:s3:::a.b", "arn:aws:s3:::axb", false],
])("%s covers %s: %s", (wide, narrow, expected) => {
  expect(covers(wide, narrow)).toBe(expected);
});

const KEY = "${cluster/aws_kms_key.data.arn}";

test.each([
  ["the same reference", KEY, KEY, true],
  ["another reference", "${cluster/aws_kms_key.other.arn}", KEY, false],
  ["all keys", "arn:aws:kms:eu-west-1:111122223333:key/*", KEY, "unknown"],
  ["one key by its id", "arn:aws:kms:eu-west-1:111122223333:key/1", KEY, "unknown"],
  ["a bucket", "arn:aws:s3:::models/*", KEY, false],
  ["everything", "*", KEY, true],
  ["a name of the caller", "arn:aws:s3:::a/$${aws:username}/*", "arn:aws:s3:::a/b/c", "unknown"],
  ["a name of the caller elsewhere", "arn:aws:s3:::a/$${aws:username}/*", "arn:aws:s3:::b/b/c", false],
])("a value that only an apply knows, or IAM, is unknown: %s", (_, stated, asked, expected) => {
  const answer = patternMatch(stated, asked);
  expect(typeof answer === "boolean" ? answer : "unknown").toBe(expected);
});
