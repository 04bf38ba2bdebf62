/**
 * Whether long matrices run whole: in `npm run test:exhaustive`, and wherever TEST_SEED is set, as in `.ci/full`. In `npm test`
 * a sample of them runs. Files of `__tests__` that use this module are named
 * `*.exhaustive.test.ts`.
 */
export const isWhole = process.env["TEST_SEED"] !== undefined || process.env["TEST_MATRICES"] === "covering";

/**
 * Whether the complete product of independent answers, and the most runs over generated input, are wanted: where TEST_SEED is set.
 * `npm run test:exhaustive` has a set that covers them.
 */
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
export function sampleOfRow<T>(cases: readonly T[], row: number, rows: number): readonly T[] {
  const parts = Math.min(rows, cases.length);
  return isWhole ? cases : cases.filter((_, index) => index % parts === row % parts);
}

export interface Runs {
  readonly sample: number;
  readonly whole: number;
  /** Where TEST_SEED is set. @default - as many as `whole` */
  readonly complete?: number;
}

/** How often a test draws generated input. */
export function runsOf({ sample, whole, complete = whole }: Runs): number {
  if (isComplete) return complete;
  return isWhole ? whole : sample;
}
