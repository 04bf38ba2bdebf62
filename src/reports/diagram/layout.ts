import {
  type DrawnText,
  type PlacedBox,
  type Sized,
  LINE_HEIGHT,
  TEXT,
  TITLE,
  TITLE_HEIGHT,
  sizedBox,
} from "./box-layout";
import { type Box, type Drawing, type Frame } from "./drawing";
import { type Rect, down, up } from "./rects";
import { type Face, textWidth, wrapped } from "./text-width";

export interface PlacedGroup {
  readonly group: Frame;
  readonly rect: Rect;
  readonly texts: readonly DrawnText[];
}

/** Places of all parts, without edges. Groups are before the groups inside of them. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly caption: readonly DrawnText[];
  readonly groups: readonly PlacedGroup[];
  readonly boxes: readonly PlacedBox[];
}

const HEAD: Face = { size: 16, bold: true };

/** Space around the content of a group, between neighbours, between rows of a level, and between levels, where labels are. */
const PADDING = 16;
const COLUMN_GAP = 32;
const ZONE_GAP = 16;
const ROW_GAP = 24;
const LEVEL_GAP = 40;

/** Narrowest column of parts that share the width of a group. */
const NARROWEST_COLUMN = 184;

/** Places the parts of a drawing in a picture that is at most so wide. */
export function layoutOf(drawing: Drawing, width: number): Layout {
  const [groups, boxes]: [PlacedGroup[], PlacedBox[]] = [[], []];

  const sizedGroup = (group: Frame | undefined, most: number): Sized => {
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
  sizedGroup: (group: Frame, most: number) => Sized,
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

const isZone = (groups: readonly Frame[], id: string): boolean =>
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

function captionOf({ title, notes }: Drawing, width: number) {
  const room = width - 2 * PADDING;
  const heads = wrapped(title, room, HEAD);
  const noteLines = notes.flatMap((note) => wrapped(note, room, TEXT));
  const texts: DrawnText[] = [
    ...heads.map((text, index) => ({ ...HEAD, text, x: PADDING, y: 28 + index * 22 })),
    ...noteLines.map((text, index) => ({
      ...TEXT,
      text,
      x: PADDING,
      y: 22 * heads.length + 24 + index * LINE_HEIGHT,
    })),
  ];
  return { texts, height: up(22 * heads.length + noteLines.length * LINE_HEIGHT + 24) };
}
