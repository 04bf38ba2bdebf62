/**
 * Whether long matrices run with more cases than `npm test` has, and most of them whole: in `npm run test:exhaustive`, and wherever TEST_SEED
 * is set, as in `.ci/full`. Jest tests that use this module are in files named `*.exhaustive.test.ts`, of which `npm test` runs the sample, or
 * `*.slow.test.ts`. Suites with real programs run the sample in the gate. `docs/maintain/testing.md` lists what only `.ci/full` runs.
 */
export const isWhole = process.env["TEST_SEED"] !== undefined || process.env["TEST_MATRICES"] === "covering";

/** Whether a matrix whose answers are independent runs as their complete product. `npm run test:exhaustive` has a covering set. */
export const isComplete = process.env["TEST_SEED"] !== undefined;

/** All cases, or the first of each kind. */
export function coveringSample<T>(
  cases: readonly T[],
  kindOf: (each: T, index: number) => string | number,
): readonly T[] {
  if (isWhole) return cases;
  return [
    ...new Map(cases.map((each, index) => [kindOf(each, index), each] as const).reverse()).values(),
  ].reverse();
}

/**
 * The cases of one row of a matrix: all, or a part, which is another one in the next row. Each row has a case, and each case
 * is in a row.
 */
export const sampleOfRow = <T>(cases: readonly T[], row: number, rows: number): readonly T[] =>
  isWhole ? cases : partOf(cases, row, Math.min(rows, cases.length));

/** The same where cases and rows are independent: `npm run test:exhaustive` has every second case of each row. */
export function halfOfRow<T>(cases: readonly T[], row: number, rows: number): readonly T[] {
  if (isComplete) return cases;
  return isWhole ? partOf(cases, row, 2) : sampleOfRow(cases, row, rows);
}

const partOf = <T>(cases: readonly T[], row: number, parts: number): readonly T[] =>
  cases.filter((_, index) => index % parts === row % parts);

/** Numbers of runs, by the command that runs a test. */
interface Runs {
  /** Where TEST_SEED is set. */
  readonly whole: number;
  /** In `npm run test:exhaustive`. @default - the whole */
  readonly gate?: number;
  /** In `npm test`. */
  readonly sample: number;
}

/** How often a test draws generated input. */
export function runsOf({ whole, gate = whole, sample }: Runs): number {
  if (isComplete) return whole;
  return isWhole ? gate : sample;
}
