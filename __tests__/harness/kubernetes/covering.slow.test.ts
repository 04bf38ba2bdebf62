import fc from "fast-check";
import { type Pair, type Row, covering, hasPair, pairsOf } from "../../real/kubernetes/matrix/covering";

const SIZES = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 7 });

/** Sizes of dimensions, and pairs of values that no row may have. */
const refusing = (isPossible: (pair: Pair) => boolean) =>
  SIZES.chain((sizes) => {
    const pairs = pairsOf(sizes).filter(isPossible);
    return fc.record({ sizes: fc.constant(sizes), refused: fc.subarray(pairs, { maxLength: pairs.length }) });
  });

const refusalBy =
  (refused: readonly Pair[]) =>
  (row: Row): string | undefined =>
    refused.some((pair) => hasPair(row, pair)) ? "refused" : undefined;

/** Whether neither value is the first of its dimension. */
const isWithoutFirst = ({ first, second }: Pair): boolean => first.value > 0 && second.value > 0;

test("every pair that is not refused is in an accepted row, and a refused pair is missing", () => {
  fc.assert(
    fc.property(refusing(isWithoutFirst), ({ sizes, refused }) => {
      const refusal = refusalBy(refused);
      const { rows, missing, covered } = covering({ sizes, refusal });
      const inRows = pairsOf(sizes).filter((pair) => rows.some((row) => hasPair(row, pair)));
      expect(rows.filter((row) => refusal(row) !== undefined)).toEqual([]);
      expect(missing.map(({ pair }) => pair)).toEqual(refused);
      expect(inRows).toHaveLength(pairsOf(sizes).length - refused.length);
      expect(covered).toBe(inRows.length);
    }),
    { numRuns: 100 },
  );
});

test("with any refused pairs, each pair is in an accepted row or missing", () => {
  const isNotOfFirst = ({ first, second }: Pair): boolean => first.value + second.value > 0;
  fc.assert(
    fc.property(refusing(isNotOfFirst), ({ sizes, refused }) => {
      const refusal = refusalBy(refused);
      const { rows, missing } = covering({ sizes, refusal, tries: 6 });
      expect(rows.filter((row) => refusal(row) !== undefined)).toEqual([]);
      for (const pair of pairsOf(sizes)) {
        const isInRow = rows.some((row) => hasPair(row, pair));
        expect(missing.some((each) => hasSame(each.pair, pair))).toBe(!isInRow);
      }
    }),
    { numRuns: 100 },
  );
});

test("a pair that needs a third value gets it", () => {
  // As many replicas of large pods need other nodes than the first.
  const refusal = ([a, b, nodes]: Row) => (a === 1 && b === 1 && nodes === 0 ? "no room" : undefined);
  expect(covering({ sizes: [2, 2, 2], refusal }).missing).toEqual([]);
});

test("a missing pair has the refusal of the simplest row as its reason", () => {
  const refusal = ([a, b]: Row) => (a === 1 && b === 2 ? `refused ${a} ${b}` : undefined);
  expect(covering({ sizes: [2, 3, 2], refusal }).missing).toEqual([
    {
      pair: { first: { dimension: 0, value: 1 }, second: { dimension: 1, value: 2 } },
      reason: "refused 1 2",
    },
  ]);
});

test("rows are fewer than a third of those of one row for each pair", () => {
  const sizes = [4, 4, 3, 3, 2, 2, 2];
  expect(covering({ sizes, refusal: () => undefined }).rows.length).toBeLessThan(24);
});

test("a refused row of all first values is an error", () => {
  expect(() => covering({ sizes: [2, 2], refusal: () => "refused" })).toThrow(
    "the row of all first values is refused: refused",
  );
});

const hasSame = (a: Pair, b: Pair): boolean => JSON.stringify(a) === JSON.stringify(b);
