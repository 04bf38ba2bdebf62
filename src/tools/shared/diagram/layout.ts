import { type Box, type Drawing, type Group, type Line, type State, signed } from "./drawing";
import { type Face, textWidth, wrapped } from "./text-width";

/** Pixels between neighbours of the grid, which all sides and ways are on. */
export const GRID = 8;

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A text with the left end of its base line. */
export interface PlacedText extends Face {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** @default - the drawing compares nothing, or the text is in both */
  readonly state?: State;
}

export interface PlacedBox {
  readonly box: Box;
  readonly rect: Rect;
  readonly texts: readonly PlacedText[];
}

export interface PlacedGroup {
  readonly group: Group;
  readonly rect: Rect;
  readonly texts: readonly PlacedText[];
}

/** Places of all parts, without edges. Groups are before the groups inside of them. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly caption: readonly PlacedText[];
  readonly groups: readonly PlacedGroup[];
  readonly boxes: readonly PlacedBox[];
}

/** Side of the shape in a box, and its distance to the sides. */
export const SHAPE = { side: 24, x: 8, y: 8 } as const;

const TEXT: Face = { size: 12 };
const TITLE: Face = { size: 13, bold: true };
const HEAD: Face = { size: 16, bold: true };
const LINE_HEIGHT = 16;
const CELL_ROW_GAP = 3;
const TITLE_HEIGHT = 18;

/** Space around the content of a group, between neighbours, between rows of a level, and between levels, where labels are. */
const PADDING = 16;
const COLUMN_GAP = 32;
const ZONE_GAP = 16;
const ROW_GAP = 24;
const LEVEL_GAP = 40;

/** Narrowest column of parts that share the width of a group. */
const NARROWEST_COLUMN = 184;

/** Widest box: longer lines of text are hard to read. */
const WIDEST_BOX = 520;

/** Places the parts of a drawing in a picture that is at most so wide. */
export function layoutOf(drawing: Drawing, width: number): Layout {
  const [groups, boxes]: [PlacedGroup[], PlacedBox[]] = [[], []];

  const sizedGroup = (group: Group | undefined, most: number): Sized => {
    const inner = most - 2 * PADDING;
    const titles = group ? wrapped(group.title, inner, TITLE) : [];
    const header = titles.length * TITLE_HEIGHT + (group ? 2 : -PADDING);
    const rows = rowsOf(drawing, group?.id, inner, sizedGroup, (box) => sizedBox(box, inner, boxes));
    const widest = Math.max(
      ...rows.map((row) => row.width),
      ...titles.map((title) => up(textWidth(title, TITLE))),
      0,
    );
    const top = up(PADDING + header);
    return {
      isGroup: true,
      width: widest + 2 * PADDING,
      height: up(top + rows.reduce((sum, { height, gap }) => sum + height + gap, 0) + PADDING),
      place: (rect) => {
        if (group)
          groups.push({
            group,
            rect,
            texts: titles.map((text, index) => ({
              ...TITLE,
              text,
              x: rect.x + 12,
              y: rect.y + 21 + index * TITLE_HEIGHT,
            })),
          });
        let y = rect.y + top;
        for (const row of rows) {
          y += row.gap;
          placeRow(row, { x: rect.x + PADDING, y, width: rect.width - 2 * PADDING, height: row.height });
          y += row.height;
        }
      },
    };
  };

  const root = sizedGroup(undefined, down(width));
  const caption = captionOf(drawing, root.width);
  root.place({ x: 0, y: caption.height, width: root.width, height: root.height });
  return {
    width: root.width,
    height: caption.height + root.height,
    caption: caption.texts,
    groups,
    boxes,
  };
}

/** A part whose size is known, and what places it. */
interface Sized {
  readonly isGroup: boolean;
  readonly width: number;
  readonly height: number;
  readonly place: (rect: Rect) => void;
}

interface Row {
  readonly items: readonly Sized[];
  readonly width: number;
  readonly height: number;
  /** Space above it. */
  readonly gap: number;
  readonly columnGap: number;
  /** True if other rows have the same columns. Its boxes then fill them. */
  readonly isOfGrid: boolean;
}

/** Rows of a group, or of the picture: each level begins one, and wraps. */
function rowsOf(
  { groups, boxes }: Drawing,
  container: string | undefined,
  inner: number,
  sizedGroup: (group: Group, most: number) => Sized,
  sizedBoxes: (box: Box) => (most: number) => Sized,
): Row[] {
  const parts = [
    ...boxes
      .filter((box) => box.in === container)
      .map((box) => ({ level: box.level ?? 0, sized: sizedBoxes(box) })),
    ...groups
      .filter((group) => group.in === container)
      .map((group) => ({
        level: group.level ?? 0,
        sized: (most: number) => sizedGroup(group, most),
      })),
  ];
  const levels = [...new Set(parts.map(({ level }) => level))].sort((a, b) => a - b);
  const gap = container !== undefined && isZone(groups, container) ? ZONE_GAP : COLUMN_GAP;
  return levels.flatMap((level, index) => {
    const rows = flowed(
      parts.filter((part) => part.level === level).map(({ sized }) => sized),
      inner,
      gap,
    );
    const width = Math.max(...rows.map((items) => widthOf(items, gap)));
    return rows.map((items, row): Row => ({
      items,
      width,
      height: Math.max(...items.map(({ height }) => height)),
      gap: row > 0 ? ROW_GAP : index > 0 ? LEVEL_GAP : 0,
      columnGap: gap,
      isOfGrid: rows.length > 1,
    }));
  });
}

const isZone = (groups: readonly Group[], id: string): boolean =>
  groups.some((group) => group.id === id && group.kind === "zone");

const widthOf = (items: readonly Sized[], gap: number): number =>
  items.reduce((sum, { width }) => sum + width, 0) + gap * (items.length - 1);

/** Parts in rows: one row if they fit with their own widths, and else as many columns of one width as fit. */
function flowed(parts: readonly ((most: number) => Sized)[], inner: number, gap: number): Sized[][] {
  const own = parts.map((sized) => sized(inner));
  if (widthOf(own, gap) <= inner) return [own];
  for (let columns = parts.length; columns > 1; columns -= 1) {
    const share = down((inner - gap * (columns - 1)) / columns);
    if (share < NARROWEST_COLUMN) continue;
    const items = parts.map((sized) => sized(share));
    if (items.every(({ width }) => width <= share)) {
      const filling = columns < parts.length ? items.map((item) => ({ ...item, width: share })) : items;
      return chunks(filling, columns);
    }
  }
  const widest = Math.max(...own.map(({ width }) => width));
  return own.map((item) => [{ ...item, width: widest }]);
}

const chunks = <T>(items: readonly T[], length: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
    items.slice(index * length, (index + 1) * length),
  );

/** Boxes keep their widths. A row of groups fills the width. */
function placeRow({ items, width, columnGap, isOfGrid }: Row, rect: Rect): void {
  const rest = rect.width - width;
  const isOfGroups = items.every(({ isGroup }) => isGroup) && (!isOfGrid || items.length === 1);
  const growth = isOfGroups ? down(rest / items.length) : 0;
  let x = rect.x + (isOfGroups ? 0 : down(rest / 2));
  for (const item of items) {
    const height = item.isGroup || isOfGrid ? rect.height : item.height;
    item.place({ x, y: rect.y, width: item.width + growth, height });
    x += item.width + growth + columnGap;
  }
}

/** Space on the right of the texts of a box. */
const RIGHT = 8;

/** Sizes a box for a width, and places it into a list. */
const sizedBox =
  (box: Box, inner: number, placed: PlacedBox[]) =>
  (most: number): Sized => {
    const left = SHAPE.x + SHAPE.side + 8;
    const room = Math.min(most, inner, WIDEST_BOX) - left - RIGHT;
    const titles = wrapped(signed(box.title, box.state), room, TITLE);
    const rows = cellsOf(box.lines, room);
    const content = Math.max(
      ...titles.map((title) => textWidth(title, TITLE)),
      ...rows.flatMap(({ cells }) => cells.map(({ x, width }) => x + width)),
    );
    const lineCount = rows.reduce((sum, row) => sum + row.lineCount, 0);
    const text = titles.length * TITLE_HEIGHT + lineCount * LINE_HEIGHT + rows.length * CELL_ROW_GAP;
    const height = up(Math.max(SHAPE.side, text) + 14);
    const top = (height - text) / 2;
    return {
      isGroup: false,
      width: up(left + content + RIGHT),
      height,
      place: (rect) => {
        const [x, y] = [rect.x + left, rect.y + top];
        const texts: PlacedText[] = titles.map((title, index) => ({
          ...TITLE,
          text: title,
          x,
          y: y + 13 + index * TITLE_HEIGHT,
        }));
        let below = y + titles.length * TITLE_HEIGHT;
        for (const { cells, lineCount: count, state } of rows) {
          below += CELL_ROW_GAP;
          for (const cell of cells)
            cell.lines.forEach((each, index) => {
              if (each !== "")
                texts.push({
                  ...TEXT,
                  text: each,
                  x: x + cell.x,
                  y: below + 12 + index * LINE_HEIGHT,
                  ...(state ? { state } : {}),
                });
            });
          below += count * LINE_HEIGHT;
        }
        placed.push({ box, rect, texts });
      },
    };
  };

interface Cell {
  readonly x: number;
  readonly width: number;
  readonly lines: readonly string[];
}

interface CellRow {
  readonly cells: readonly Cell[];
  readonly lineCount: number;
  readonly state?: State;
}

const CELL_GAP = 12;

/** Aligned cells of lines. The last cell of a line has the rest of the room, and the others at most a half. */
function cellsOf(lines: readonly Line[], room: number): CellRow[] {
  const columns = Math.max(0, ...lines.map(({ cells }) => cells.length));
  const own = Array.from({ length: columns }, (_, column) =>
    Math.max(
      ...lines
        .filter(({ cells }) => column < cells.length - 1 || (column > 0 && column === columns - 1))
        .map(({ cells, state }) => textWidth(writtenCell(cells, column, state), TEXT)),
      0,
    ),
  );
  const fits = own.reduce((sum, width) => sum + width + CELL_GAP, 0) - CELL_GAP <= room;
  if (!fits && room < NARROW) return lines.map((each) => stacked(each, room));
  const widths = fits ? own : own.map((width) => Math.min(room / columns, width));
  return lines.map(({ cells, state }) => {
    let x = 0;
    const placed = cells.map((_, column): Cell => {
      const isLast = column === cells.length - 1;
      const most = isLast ? room - x : (widths[column] ?? 0);
      const own = wrapped(writtenCell(cells, column, state), most, TEXT);
      const cell = { x, width: Math.max(...own.map((each) => textWidth(each, TEXT))), lines: own };
      x += most + CELL_GAP;
      return cell;
    });
    return {
      cells: placed,
      lineCount: Math.max(...placed.map((cell) => cell.lines.length)),
      ...(state ? { state } : {}),
    };
  });
}

/** A box that is narrower than this has no columns that are wide enough to read. */
const NARROW = 260;

const INDENT = 12;

/** Cells below each other, since columns would be too narrow: the first one, then the others further to the right. */
function stacked({ cells, state }: Line, room: number): CellRow {
  const written = cells.flatMap((_, column) => {
    const x = column === 0 ? 0 : INDENT;
    return wrapped(writtenCell(cells, column, state), room - x, TEXT).map((text) => ({ x, text }));
  });
  return {
    cells: written.map(({ x, text }, index) => ({
      x,
      width: textWidth(text, TEXT),
      lines: [...Array<string>(index).fill(""), text],
    })),
    lineCount: written.length,
    ...(state ? { state } : {}),
  };
}

/** The first cell has the sign of its line. */
const writtenCell = (cells: readonly string[], column: number, state: State | undefined): string =>
  column === 0 ? signed(cells[0] ?? "", state) : (cells[column] ?? "");

function captionOf({ title, notes }: Drawing, width: number) {
  const room = width - 2 * PADDING;
  const heads = wrapped(title, room, HEAD);
  const said = notes.flatMap((note) => wrapped(note, room, TEXT));
  const texts: PlacedText[] = [
    ...heads.map((text, index) => ({ ...HEAD, text, x: PADDING, y: 28 + index * 22 })),
    ...said.map((text, index) => ({
      ...TEXT,
      text,
      x: PADDING,
      y: 22 * heads.length + 24 + index * LINE_HEIGHT,
    })),
  ];
  return { texts, height: up(22 * heads.length + said.length * LINE_HEIGHT + 24) };
}

/** The next line of the grid. */
const up = (length: number): number => Math.ceil(length / GRID) * GRID;
const down = (length: number): number => Math.floor(length / GRID) * GRID;
