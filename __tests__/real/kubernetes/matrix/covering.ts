/** A value of each dimension, by its index. */
export type Row = readonly number[];

/** Two values of two dimensions. */
export interface Pair {
  readonly first: Choice;
  readonly second: Choice;
}

interface Choice {
  readonly dimension: number;
  readonly value: number;
}

/** A pair in no accepted row. */
export interface Missing {
  readonly pair: Pair;
  /** Refusal of the row with the pair and the first value of all other dimensions. */
  readonly reason: string;
}

export interface Covering {
  /** Accepted rows; each has pairs that no earlier row has. */
  readonly rows: readonly Row[];
  /** Number of pairs that the rows have. */
  readonly covered: number;
  readonly missing: readonly Missing[];
}

export interface CoveringProps {
  /** Number of values of each dimension. */
  readonly sizes: readonly number[];
  /** Why a row is refused; undefined for an accepted row. The row of all first values must be accepted. */
  readonly refusal: (row: Row) => string | undefined;
  /**
   * Rows with many open pairs that are tried for a pair. After these, a pair is missing if first values, with at most one
   * other value, do not go with it. @default 24
   */
  readonly tries?: number;
}

/** Rows that are compared before one is judged, so that there are few. */
const CANDIDATES = 40;

/**
 * Accepted rows that have each pair of values of two dimensions, as far as an accepted row with the pair is found. Only
 * whole rows are judged. So each refusal is reduced to the values that cause it, and later rows avoid these together.
 *
 * @throws if the row of all first values is refused
 */
export function covering({ sizes, refusal, tries = 24 }: CoveringProps): Covering {
  const search = new Search(sizes, refusal);
  const rows: Row[] = [];
  const missing: Missing[] = [];
  for (const pair of pairsOf(sizes)) {
    if (!search.isOpen(pair)) continue;
    const row = search.rowWith(pair, tries);
    if (row) {
      rows.push(row);
      search.take(row);
    } else missing.push({ pair, reason: search.refusalOf(pair) });
  }
  const isLate = ({ pair }: Missing): boolean => search.isOpen(pair);
  return {
    rows,
    covered: pairsOf(sizes).filter((pair) => !search.isOpen(pair)).length,
    missing: missing.filter(isLate),
  };
}

/** All pairs of values of two dimensions. */
export function pairsOf(sizes: readonly number[]): Pair[] {
  const choices = sizes.flatMap((size, dimension) =>
    Array.from({ length: size }, (_, value): Choice => ({ dimension, value })),
  );
  return choices.flatMap((first) =>
    choices.filter((second) => second.dimension > first.dimension).map((second): Pair => ({ first, second })),
  );
}

export const hasPair = (row: Row, { first, second }: Pair): boolean => has(row, first) && has(row, second);

const has = (row: Row, { dimension, value }: Choice): boolean => row[dimension] === value;
const keyOf = (a: Choice, b: Choice): string =>
  (a.dimension < b.dimension ? [a, b] : [b, a])
    .map(({ dimension, value }) => `${dimension}=${value}`)
    .join(" ");
const choicesOf = (row: Row): Choice[] => row.map((value, dimension) => ({ dimension, value }));

class Search {
  private readonly open: Set<string>;
  private readonly judged = new Map<string, string | undefined>();
  /** Values that were refused together. They are avoided, except if a pair needs them. */
  private conflicts: (readonly Choice[])[] = [];
  private turn = 0;

  constructor(
    private readonly sizes: readonly number[],
    private readonly refusal: (row: Row) => string | undefined,
  ) {
    this.open = new Set(pairsOf(sizes).map(({ first, second }) => keyOf(first, second)));
    const reason = this.judge(this.firstValues());
    if (reason !== undefined) throw new Error(`the row of all first values is refused: ${reason}`);
  }

  isOpen({ first, second }: Pair): boolean {
    return this.open.has(keyOf(first, second));
  }

  take(row: Row): void {
    for (const pair of this.pairsIn(row)) this.open.delete(pair);
    this.conflicts = this.conflicts.filter((each) => !each.every((choice) => has(row, choice)));
  }

  refusalOf(pair: Pair): string {
    return this.judge(this.firstValues([pair.first, pair.second])) ?? "no row was found";
  }

  /** The accepted row with a pair that has the most open pairs among some candidates. */
  rowWith(pair: Pair, tries: number): Row | undefined {
    const simplest = this.firstValues([pair.first, pair.second]);
    for (let tried = 0; tried < tries;) {
      const candidates = Array.from({ length: CANDIDATES }, () => this.candidate(pair));
      const gain = (row: Row): number => this.pairsIn(row).filter((each) => this.open.has(each)).length;
      const best = [...candidates].sort((a, b) => gain(b) - gain(a));
      for (const row of best) {
        tried += 1;
        if (this.judge(row) === undefined) return row;
        this.learn(row);
      }
    }
    const nearby = this.sizes.flatMap((size, dimension) =>
      dimension === pair.first.dimension || dimension === pair.second.dimension
        ? []
        : Array.from({ length: size }, (_, value) => simplest.with(dimension, value)),
    );
    return [simplest, ...nearby].find((row) => this.judge(row) === undefined);
  }

  /** A row with a pair, and with as many open pairs as a choice of one value after the other finds. */
  private candidate({ first, second }: Pair): Row {
    const turn = (this.turn += 1);
    const row: (number | undefined)[] = this.sizes.map(() => undefined);
    row[first.dimension] = first.value;
    row[second.dimension] = second.value;
    const step = 1 + (turn % Math.max(1, this.sizes.length - 1));
    for (const dimension of inTurn(this.sizes.length, turn, step)) {
      if (row[dimension] !== undefined) continue;
      const known = row.flatMap((value, index) => (value === undefined ? [] : [{ dimension: index, value }]));
      const size = this.sizes[dimension] ?? 0;
      const options = Array.from({ length: size }, (_, value) => ({
        dimension,
        value: (value + turn) % size,
      }));
      const rate = (option: Choice): number =>
        known.filter((each) => this.open.has(keyOf(each, option))).length -
        (this.isAvoided([...known, option], option) ? this.sizes.length : 0);
      row[dimension] = options.reduce((a, b) => (rate(b) > rate(a) ? b : a)).value;
    }
    return row.map(Number);
  }

  private isAvoided(known: readonly Choice[], added: Choice): boolean {
    const isIn = ({ dimension, value }: Choice): boolean =>
      known.some((each) => each.dimension === dimension && each.value === value);
    return this.conflicts.some(
      (each) =>
        each.some(({ dimension, value }) => dimension === added.dimension && value === added.value) &&
        each.every(isIn),
    );
  }

  /** Replaces values of a refused row by first values where it stays refused. The values that are left are a conflict. */
  private learn(row: Row): void {
    if (this.conflicts.some((each) => each.every((choice) => has(row, choice)))) return;
    const refused = [...row];
    for (let dimension = 0; dimension < refused.length; dimension += 1) {
      const value = refused[dimension] ?? 0;
      if (value === 0) continue;
      refused[dimension] = 0;
      if (this.judge(refused) === undefined) refused[dimension] = value;
    }
    this.conflicts.push(choicesOf(refused).filter(({ value }) => value !== 0));
  }

  private firstValues(choices: readonly Choice[] = []): Row {
    return this.sizes.map(
      (_, dimension) => choices.find((choice) => choice.dimension === dimension)?.value ?? 0,
    );
  }

  private pairsIn(row: Row): string[] {
    return choicesOf(row).flatMap((a, index, all) => all.slice(index + 1).map((b) => keyOf(a, b)));
  }

  private judge(row: Row): string | undefined {
    const key = row.join(" ");
    if (!this.judged.has(key)) this.judged.set(key, this.refusal(row));
    return this.judged.get(key);
  }
}

/** All numbers below a count, from a start, in steps that have no common divisor with the count. */
function inTurn(count: number, start: number, step: number): number[] {
  const own = commonDivisor(count, step) === 1 ? step : 1;
  return Array.from({ length: count }, (_, index) => (start + index * own) % count);
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));
