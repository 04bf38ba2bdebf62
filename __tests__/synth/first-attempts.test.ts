import { parse } from "yaml";
import { CHECKS } from "../../src/checks/all";
import { problemsOfFiles } from "../support/minimal-file";
import { ATTEMPTS, fileOf } from "./first-attempts/attempts";

test("there are 60 first attempts", () => {
  expect(ATTEMPTS).toHaveLength(60);
});

const isOfCheck = (at: string): boolean => CHECKS.some(({ id }) => at.endsWith(` ${id}`));

describe.each(ATTEMPTS)("$from: $title", ({ attempt, errors = [], warnings = [], corrected }) => {
  test("every place of a key has the fix that works", () => {
    const sorted = (texts: readonly string[]): string[] => [...texts].sort();
    const found = problemsOfFiles({ demo: fileOf(attempt) }).map((problem) =>
      problem.replace(/^demo\.yaml:(\d+:\d+ \S+): got .*?, expected .*?; /, "$1; "),
    );
    const expected = errors.filter(({ at }) => !isOfCheck(at)).map(({ at, fix }) => `${at}; ${fix}`);
    expect(sorted(found)).toEqual(sorted(expected));
    expect(problemsOfFiles({ demo: fileOf(corrected) })).toEqual([]);
  });

  test("the corrected file has what the fixes say", () => {
    const whole = parse(fileOf(corrected)) as unknown;
    for (const { fix } of [...errors, ...warnings]) {
      const [, key] = /^did you mean ([a-z]\w*)\?/.exec(fix) ?? [];
      if (key !== undefined && !isValue(key)) expect(valuesOf(whole, key)).not.toEqual([]);
      const [, written] = /^write (\w+: [^;]*?|\{.*\})( under \S+)?(;.*)?$/.exec(fix) ?? [];
      // the values of variables are not repeated
      if (written === undefined || written.includes("…")) continue;
      const said = parse(written.startsWith("{") ? written : `{ ${written} }`) as Record<string, unknown>;
      for (const [name, value] of Object.entries(said)) expect(valuesOf(whole, name)).toContainEqual(value);
    }
  });
});

/** A suggested region or instance type. */
const isValue = (word: string): boolean => /[-.]/.test(word);

/** All values of a key in a tree. */
function valuesOf(tree: unknown, key: string): unknown[] {
  if (tree === null || typeof tree !== "object") return [];
  return Object.entries(tree).flatMap(([name, value]) => [
    ...(name === key ? [value as unknown] : []),
    ...valuesOf(value, key),
  ]);
}
