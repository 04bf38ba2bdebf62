import { type Box, type Drawing, type Edge, type Line, type State } from "./drawing";

/** One drawing of both sides of a change: parts of one side only are marked as added or removed. */
export function changedDrawing(before: Drawing | undefined, after: Drawing | undefined): Drawing {
  const [old, now] = [before ?? emptyLike(after), after ?? emptyLike(before)];
  return {
    title: now.title,
    notes: now.notes,
    groups: united(old.groups, now.groups, ({ id }) => id).map(({ item }) => item),
    boxes: united(old.boxes, now.boxes, ({ id }) => id).map(({ item, state, other }) => ({
      ...(other ? changedBox(other, item) : item),
      ...(state ? { state } : {}),
    })),
    edges: united(old.edges, now.edges, edgeKey).map(({ item, state }) => ({
      ...item,
      ...(state ? { state } : {}),
    })),
  };
}

/** True if no part of a drawing is marked. */
export const isUnchanged = ({ boxes, edges }: Drawing): boolean =>
  [...boxes, ...edges].every(({ state }) => state === undefined);

const emptyLike = (drawing: Drawing | undefined): Drawing => ({
  title: drawing?.title ?? "",
  notes: [],
  groups: [],
  boxes: [],
  edges: [],
});

function changedBox(before: Box, after: Box): Box {
  const lines = united(before.lines, after.lines, lineKey).map(({ item, state }): Line => ({
    ...item,
    ...(state ? { state } : {}),
  }));
  const isChanged = before.title !== after.title || lines.some(({ state }) => state !== undefined);
  return { ...after, lines, ...(isChanged ? { state: "changed" as const } : {}) };
}

const lineKey = ({ cells }: Line): string => cells.join("\n");

const edgeKey = ({ from, to, label, denied = false }: Edge): string =>
  JSON.stringify([from, to, label, denied]);

interface United<T> {
  readonly item: T;
  readonly state?: State;
  /** The item before, if both sides have it. */
  readonly other?: T;
}

/** Items of the second list, and removed ones after the item that they followed. */
function united<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): United<T>[] {
  const old = new Map(before.map((item) => [keyOf(item), item]));
  const keys = new Set(after.map(keyOf));
  const merged: United<T>[] = after.map((item) => {
    const other = old.get(keyOf(item));
    return other === undefined ? { item, state: "added" } : { item, other };
  });
  before.forEach((item, index) => {
    if (keys.has(keyOf(item))) return;
    const previous = before[index - 1];
    const at = previous === undefined ? -1 : merged.findIndex((each) => keyOf(each.item) === keyOf(previous));
    merged.splice(at + 1, 0, { item, state: "removed" });
  });
  return merged;
}
