import { type Rect, GRID, gap } from "./rects";

/** Directions: right, down, left, up. */
const MOVES = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/** Cost of a bend, in steps of the grid. */
const BEND = 8;

/** A point of the grid, the direction of a line there, and its cost. */
export interface Port {
  readonly index: number;
  readonly direction: number;
  readonly cost: number;
}

interface Search {
  readonly columns: number;
  readonly rows: number;
  readonly starts: readonly Port[];
  /** Direction in which a line arrives. */
  readonly ends: readonly Port[];
  readonly target: Rect;
  readonly costOf: (index: number, direction: number) => number;
}

/** The cheapest line of points from a start to an end (A*). Empty if none exists. */
export function cheapest({ columns, rows, starts, ends, target, costOf }: Search): number[] {
  const states = columns * rows * 4;
  const best = new Float64Array(states).fill(Infinity);
  const previous = new Int32Array(states).fill(-1);
  const arriving = new Map(ends.map(({ index, direction, cost }) => [index * 4 + direction, cost]));
  const queue = new Queue();
  const rest = (index: number): number =>
    (gap((index % columns) * GRID, 0, target.x, target.width) +
      gap(Math.floor(index / columns) * GRID, 0, target.y, target.height)) /
    GRID;
  const reach = (state: number, cost: number, from: number): void => {
    if (cost >= (best[state] ?? 0)) return;
    best[state] = cost;
    previous[state] = from;
    queue.push(state, cost + rest(state >> 2));
  };
  for (const { index, direction, cost } of starts) reach(index * 4 + direction, cost, -1);
  let found: { readonly last: number; readonly state: number } | undefined;
  let least = Infinity;
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    const cost = best[state] ?? 0;
    if (cost >= least) break;
    const [index, direction] = [state >> 2, state & 3];
    const [across, along] = MOVES[direction] as readonly [number, number];
    const [column, row] = [(index % columns) + across, Math.floor(index / columns) + along];
    if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
    const next = row * columns + column;
    const end = arriving.get(next * 4 + direction);
    if (end !== undefined && cost + 1 + end < least) {
      least = cost + 1 + end;
      found = { last: next, state };
    }
    const step = cost + costOf(next, direction);
    if (step === Infinity) continue;
    for (const turn of [0, 1, 3])
      reach(next * 4 + ((direction + turn) % 4), step + (turn === 0 ? 0 : BEND), state);
  }
  const cells = found ? [found.last] : [];
  for (let state = found?.state ?? -1; state !== -1; state = previous[state] ?? -1) cells.unshift(state >> 2);
  return cells;
}

/** A binary heap of states by their costs. Equal costs keep the order of insertion, so that pictures have the same bytes. */
class Queue {
  private readonly items: { readonly state: number; readonly cost: number; readonly order: number }[] = [];
  private count = 0;

  push(state: number, cost: number): void {
    const item = { state, cost, order: this.count++ };
    let index = this.items.push(item) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.isBefore(index, parent)) break;
      this.swap(index, parent);
      index = parent;
    }
  }

  pop(): number | undefined {
    const first = this.items[0];
    const last = this.items.pop();
    if (first === undefined || last === undefined) return undefined;
    if (this.items.length === 0) return first.state;
    this.items[0] = last;
    let index = 0;
    for (;;) {
      let child = index;
      if (this.isBefore(2 * index + 1, child)) child = 2 * index + 1;
      if (this.isBefore(2 * index + 2, child)) child = 2 * index + 2;
      if (child === index) return first.state;
      this.swap(index, child);
      index = child;
    }
  }

  private isBefore(a: number, b: number): boolean {
    const [first, second] = [this.items[a], this.items[b]];
    if (!first || !second) return false;
    return first.cost === second.cost ? first.order < second.order : first.cost < second.cost;
  }

  private swap(a: number, b: number): void {
    const [first, second] = [this.items[a], this.items[b]];
    if (first && second) [this.items[a], this.items[b]] = [second, first];
  }
}
