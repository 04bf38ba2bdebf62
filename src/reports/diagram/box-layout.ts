import { type Box, type Line, type State, signed } from "./drawing";
import { type Rect, up } from "./rects";
import { type Face, textWidth, wrapped } from "./text-width";

/** A text with the left end of its base line. */
export interface DrawnText extends Face {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** @default - the drawing compares nothing, or the text is in both */
  readonly state?: State;
}

export interface PlacedBox {
  readonly box: Box;
  readonly rect: Rect;
  readonly texts: readonly DrawnText[];
}

/** A part whose size is known, and what places it. */
export interface Sized {
  readonly isGroup: boolean;
  readonly width: number;
  readonly height: number;
  readonly place: (rect: Rect) => void;
}

/** Side of the shape in a box, and its distance to the sides. */
export const SHAPE = { side: 24, x: 8, y: 8 } as const;

export const TEXT: Face = { size: 12 };
export const TITLE: Face = { size: 13, bold: true };
export const LINE_HEIGHT = 16;
export const TITLE_HEIGHT = 18;
const CELL_ROW_GAP = 3;

/** Widest box: longer lines of text are hard to read. */
const WIDEST_BOX = 520;

/** Space on the right of the texts of a box. */
const RIGHT = 8;

/** Sizes a box for a width, and places it into a list. */
export const sizedBox =
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
        const texts: DrawnText[] = titles.map((title, index) => ({
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
