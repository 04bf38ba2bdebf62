import { type ImportsOfFiles, distancesTo } from "./imports";

/** Tests of `npm test`. Slow ones and those with real programs take minutes. */
const FAST = /^__tests__\/(?!real\/).*(?<!\.slow)\.test\.ts$/;

/**
 * The test files that reach a file by their imports, the nearest first. Among those at the same distance, the ones whose paths have most
 * words of the path of the file come first: tests are named by the subject that they test.
 */
export function nearestTests(file: string, imports: ImportsOfFiles): string[] {
  const words = wordsOf(file);
  const shared = (test: string): number => wordsOf(test).filter((word) => words.includes(word)).length;
  return [...distancesTo(file, imports)]
    .filter(([test]) => FAST.test(test))
    .map(([test, distance]) => ({ test, distance, shared: shared(test) }))
    .toSorted((a, b) => a.distance - b.distance || b.shared - a.shared || (a.test < b.test ? -1 : 1))
    .map(({ test }) => test);
}

const wordsOf = (path: string): string[] => [
  ...new Set(
    path
      .replace(/(\.test)?\.ts$/, "")
      .split(/[/-]/)
      .slice(1),
  ),
];
