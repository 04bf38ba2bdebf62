import { documents } from "../support/documents";

/** Words of claims about what others publish or support, which can be wrong next month. */
const CLAIM =
  /\barchived\b|\bissue \d+ of|\bissue \d+, open|no binary|not every mirror|published as source only|EKS (cannot|can return)|(AWS|EKS|MLflow|KServe|Helm) (does not|do not|cannot) (support|use|offer|say)|\bhas no bindings\b|is not yet (released|supported)/;

const DATE = /\b20\d\d-\d\d-\d\d\b/;

/** Paragraphs, list items and rows of tables, each on one line. */
const partsOf = (text: string): string[] =>
  text.split(/\n\n|\n(?=\||- |\d+\. )/).map((part) => part.replaceAll(/\s+/g, " "));

const claims = [...documents()].flatMap(([path, text]) =>
  partsOf(text).flatMap((part) => (CLAIM.test(part) ? [{ path, part }] : [])),
);

test("documents have claims about what others publish or support", () => {
  expect(claims.length).toBeGreaterThan(4);
});

test("each claim about what others publish or support has the day on which it was read", () => {
  expect(claims.filter(({ part }) => !DATE.test(part))).toEqual([]);
});

test("a claim without a day is found", () => {
  const [part = ""] = partsOf("CDKTF is archived since\nDecember 2025.");
  expect(CLAIM.test(part)).toBe(true);
  expect(DATE.test(part)).toBe(false);
});
