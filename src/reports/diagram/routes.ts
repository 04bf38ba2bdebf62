import { type Drawing, type Edge, edgeText } from "./drawing";
import { type Port, cheapest } from "./cheapest-line";
import { type DrawnText } from "./box-layout";
import { type Layout } from "./layout";
import { type Point, type Rect, GRID, gap, grown, isRectInside, meets, spanned } from "./rects";
import { textWidth, wrapped } from "./text-width";

/** An edge as a line of horizontal and vertical parts, with its label. */
export interface EdgeRoute {
  readonly edge: Edge;
  readonly points: readonly Point[];
  /** @default - the edge has no text */
  readonly label?: Label;
}

export interface Label {
  readonly rect: Rect;
  readonly texts: readonly DrawnText[];
}

/**
 * Finds ways for all edges: around boxes and titles, with few bends, and apart from each other. Short edges are first, so that long
 * ones go around them. Each label gets its place before the next edge, which avoids it.
 */
export function edgeRoutes({ edges }: Drawing, layout: Layout): EdgeRoute[] {
  const rects = new Map<string, Rect>([
    ...layout.groups.map(({ group, rect }) => [group.id, rect] as const),
    ...layout.boxes.map(({ box, rect }) => [box.id, rect] as const),
  ]);
  const field = new Field(layout);
  const known = edges.flatMap((edge) => {
    const [from, to] = [rects.get(edge.from), rects.get(edge.to)];
    return from && to ? [{ edge, from, to }] : [];
  });
  const shortFirst = [...known].sort((a, b) => distance(a.from, a.to) - distance(b.from, b.to));
  const routes = new Map<Edge, EdgeRoute>();
  for (const { edge, from, to } of shortFirst) {
    const points = field.way(from, to);
    const label = labelOf(edgeText(edge), points, field);
    routes.set(edge, { edge, points, ...(label ? { label } : {}) });
  }
  return known.flatMap(({ edge }) => routes.get(edge) ?? []);
}

const distance = (a: Rect, b: Rect): number =>
  gap(a.x, a.width, b.x, b.width) + gap(a.y, a.height, b.y, b.height);

const LABEL_HEIGHT = 16;

/** Widest line of a label; narrow pictures have less room beside their lines. */
const widestLabel = (width: number): number => Math.min(150, width / 4);

/** The place of a label beside its line that covers nothing; the nearest to the middle of the line. */
function labelOf(text: string, points: readonly Point[], field: Field): Label | undefined {
  if (text === "") return undefined;
  const lines = wrapped(text, widestLabel(field.width));
  const width = Math.ceil(Math.max(...lines.map((each) => textWidth(each)))) + 8;
  const height = lines.length * LABEL_HEIGHT;
  const cells = cellsOn(points);
  const middle = cells.length / 2;
  let best: { rect: Rect; cost: number } | undefined;
  cells.forEach(({ x, y, isVertical }, index) => {
    const places = isVertical
      ? [
          { x: x + 5, y: y - height / 2 },
          { x: x - 5 - width, y: y - height / 2 },
        ]
      : [
          { x: x - width / 2, y: y - height - 3 },
          { x: x - width / 2, y: y + 3 },
        ];
    places.forEach((place, side) => {
      const rect = { ...place, width, height };
      const cost = field.cover(rect) * 100 + Math.abs(index - middle) + side * 2;
      if (best === undefined || cost < best.cost) best = { rect, cost };
    });
  });
  if (best === undefined) return undefined;
  const { rect } = best;
  field.keep(rect);
  return {
    rect,
    texts: lines.map((each, index) => ({
      size: 12,
      text: each,
      x: rect.x + 4,
      y: rect.y + 12 + index * LABEL_HEIGHT,
    })),
  };
}

/** Points of the grid on a line, without its ends. */
function cellsOn(points: readonly Point[]): (Point & { readonly isVertical: boolean })[] {
  return points.slice(1).flatMap((end, index) => {
    const start = points[index] ?? end;
    const isVertical = start.x === end.x;
    const count = Math.abs(end.x - start.x + end.y - start.y) / GRID;
    return Array.from({ length: count }, (_, step) => ({
      x: start.x + ((end.x - start.x) * (step + 0.5)) / count,
      y: start.y + ((end.y - start.y) * (step + 0.5)) / count,
      isVertical,
    }));
  });
}

/** Costs of a way, in steps of the grid. */
const COSTS = {
  step: 1,
  crossing: 8,
  sharing: 120,
  border: 30,
  label: 60,
  corner: 0.4,
  nearPort: 10,
  zone: 3,
} as const;

/** Pixels between a label and what is beside it. */
const SPACE = 2;

/** The grid of a picture: what is taken, and what costs. */
class Field {
  private readonly columns: number;
  private readonly rows: number;
  private readonly blocked: Uint8Array;
  private readonly titled: Uint8Array;
  /** Lines through each point: 1 horizontal, 2 vertical. */
  private readonly lines: Uint8Array;
  private readonly zones: Uint8Array;
  /** Borders of groups through each point: 1 horizontal, 2 vertical. */
  private readonly borders: Uint8Array;
  /** Points in labels. */
  private readonly labelled: Uint8Array;
  /** Boxes, titles and labels with the space that another label leaves to them. */
  private readonly taken: Rect[];
  /** Lines with that space. */
  private readonly ways: Rect[] = [];
  private readonly frames: readonly Rect[];

  constructor(private readonly layout: Layout) {
    this.columns = layout.width / GRID + 1;
    this.rows = layout.height / GRID + 1;
    const size = this.columns * this.rows;
    this.blocked = new Uint8Array(size);
    this.titled = new Uint8Array(size);
    this.lines = new Uint8Array(size);
    this.borders = new Uint8Array(size);
    this.zones = new Uint8Array(size);
    this.labelled = new Uint8Array(size);
    const boxes = layout.boxes.map(({ rect }) => rect);
    this.frames = layout.groups.map(({ rect }) => rect);
    const titles = [...layout.groups.flatMap(({ texts }) => texts), ...layout.caption].map(
      ({ text, x, y, ...face }) => ({
        x,
        y: y - (face.size ?? 12),
        width: textWidth(text, face),
        height: (face.size ?? 12) + 4,
      }),
    );
    this.taken = [...boxes, ...titles].map((rect) => grown(rect, SPACE));
    for (const rect of boxes) this.mark(this.blocked, rect, 1);
    for (const rect of titles) this.mark(this.titled, grown(rect, SPACE), 1);
    for (const { group, rect } of layout.groups) if (group.kind === "zone") this.mark(this.zones, rect, 1);
    for (const { x, y, width, height } of this.frames) {
      for (const edge of [y, y + height]) this.mark(this.borders, { x, y: edge, width, height: 0 }, 1);
      for (const edge of [x, x + width]) this.mark(this.borders, { x: edge, y, width: 0, height }, 2);
    }
  }

  get width(): number {
    return this.layout.width;
  }

  /** Marks all points of the picture in a rectangle, with its sides. */
  private mark(points: Uint8Array, { x, y, width, height }: Rect, bit: number): void {
    const lastRow = Math.min(this.rows - 1, Math.floor((y + height) / GRID));
    const lastColumn = Math.min(this.columns - 1, Math.floor((x + width) / GRID));
    for (let row = Math.max(0, Math.ceil(y / GRID)); row <= lastRow; row += 1) {
      for (let column = Math.max(0, Math.ceil(x / GRID)); column <= lastColumn; column += 1) {
        const index = row * this.columns + column;
        points[index] = (points[index] ?? 0) | bit;
      }
    }
  }

  /** The cheapest line from one rectangle to another one, which is then taken. */
  way(from: Rect, to: Rect): Point[] {
    const cells = cheapest({
      columns: this.columns,
      rows: this.rows,
      starts: this.ports(from),
      ends: this.ports(to).map(({ index, direction, cost }) => ({
        index,
        direction: (direction + 2) % 4,
        cost,
      })),
      target: to,
      costOf: (index, direction) => this.cost(index, direction),
    });
    const points = corners(cells.map((index) => this.point(index)));
    for (let step = 1; step < points.length; step += 1) {
      const [a, b] = [points[step - 1] as Point, points[step] as Point];
      const line = spanned(a, b);
      this.ways.push(grown(line, SPACE));
      this.mark(this.lines, line, a.x === b.x ? 2 : 1);
    }
    return points;
  }

  private point(index: number): Point {
    return { x: (index % this.columns) * GRID, y: Math.floor(index / this.columns) * GRID };
  }

  /** Points on the sides of a rectangle, without its corners, with the direction away from it. The middle is the cheapest. */
  private ports({ x, y, width, height }: Rect): Port[] {
    const [across, along] = [width / GRID, height / GRID];
    const side = (
      length: number,
      at: (step: number) => readonly [number, number],
      direction: number,
    ): Port[] =>
      Array.from({ length: Math.max(0, length - 3) }, (_, step) => step + 2).map((step) => {
        const [column, row] = at(step);
        const index = row * this.columns + column;
        const used = [0, -1, 1].reduce((sum, next) => {
          const near = direction % 2 === 0 ? next * this.columns : next;
          return sum + (this.lines[index + near] ? (next === 0 ? COSTS.sharing : COSTS.nearPort) : 0);
        }, 0);
        return { index, direction, cost: used + Math.abs(step - length / 2) * COSTS.corner };
      });
    const [left, top] = [x / GRID, y / GRID];
    return [
      ...side(along, (step) => [left + across, top + step], 0),
      ...side(across, (step) => [left + step, top + along], 1),
      ...side(along, (step) => [left, top + step], 2),
      ...side(across, (step) => [left + step, top], 3),
    ];
  }

  /** Cost of a step to a point; infinite where no line can be. */
  private cost(index: number, direction: number): number {
    if (this.blocked[index] || this.titled[index]) return Infinity;
    const own = direction % 2 === 0 ? 1 : 2;
    const lines = this.lines[index] ?? 0;
    const { x, y } = this.point(index);
    return (
      COSTS.step +
      (this.zones[index] ? COSTS.zone : 0) +
      (lines & own ? COSTS.sharing : lines ? COSTS.crossing : 0) +
      ((this.borders[index] ?? 0) & own ? COSTS.border : 0) +
      (this.labelled[index] ? COSTS.label : 0) +
      (x === 0 || y === 0 || x === this.layout.width || y === this.layout.height ? COSTS.border : 0)
    );
  }

  /** Cost of the parts that a label would cover; 0 for none. Its own line is beside it. */
  cover(rect: Rect): number {
    const { width, height } = this.layout;
    const isOutside =
      rect.x < 2 || rect.y < 2 || rect.x + rect.width > width - 2 || rect.y + rect.height > height - 2;
    const count = (rects: readonly Rect[]): number => rects.filter((each) => meets(each, rect)).length;
    const borders = this.frames.filter(
      (each) => meets(each, rect) && !isRectInside(rect, grown(each, -SPACE)),
    ).length;
    return (isOutside ? 50 : 0) + 20 * count(this.taken) + 4 * count(this.ways) + borders;
  }

  /** Keeps a place for a label. */
  keep(rect: Rect): void {
    const kept = grown(rect, SPACE);
    this.taken.push(kept);
    this.mark(this.labelled, kept, 1);
  }
}

/** Ends and bends of a line of points. */
const corners = (points: readonly Point[]): Point[] =>
  points.filter((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    return !before || !after || (before.x !== after.x && before.y !== after.y) || same(before, point);
  });

const same = (a: Point, b: Point): boolean => a.x === b.x && a.y === b.y;
