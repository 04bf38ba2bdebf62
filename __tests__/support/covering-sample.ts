/**
 * Whether long matrices run whole: wherever TEST_SEED is set, as in `.ci/full`. Without it, `npm run test:exhaustive` and the suites with
 * real programs have a part of their cases. Jest tests that use this module are in files named `*.slow.test.ts`.
 * `docs/maintain/testing.md` lists what only `.ci/full` runs.
 */
export const isComplete = process.env["TEST_SEED"] !== undefined;

/** All cases, or the first of each kind. */
export function coveringSample<T>(
  cases: readonly T[],
  kindOf: (each: T, index: number) => string | number,
): readonly T[] {
  if (isComplete) return cases;
  return [
    ...new Map(cases.map((each, index) => [kindOf(each, index), each] as const).reverse()).values(),
  ].reverse();
}

/** All cases of one row of a matrix, or every second one: the others are in the next row. */
export const halfOfRow = <T>(cases: readonly T[], row: number): readonly T[] =>
  isComplete ? cases : cases.filter((_, index) => index % 2 === row % 2);

/** How often a test draws generated input. */
export const runsOf = ({ whole, gate }: { readonly whole: number; readonly gate: number }): number =>
  isComplete ? whole : gate;
