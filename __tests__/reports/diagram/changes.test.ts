import { changedDrawing, isUnchanged } from "../../../src/reports/diagram/changes";
import { type Box, type Drawing, line } from "../../../src/reports/diagram/drawing";

const box = (id: string, ...lines: readonly string[]): Box => ({
  id,
  kind: "pods",
  title: id,
  lines: lines.map((each) => line(each)),
});

const drawing = (boxes: readonly Box[], edges: Drawing["edges"] = []): Drawing => ({
  title: "one",
  notes: [],
  groups: [],
  boxes,
  edges,
});

test("a drawing has no marks if nothing changed", () => {
  const same = drawing([box("a", "1"), box("b")], [{ from: "a", to: "b", label: "TCP 443" }]);
  expect(changedDrawing(same, same)).toEqual(same);
  expect(isUnchanged(changedDrawing(same, same))).toBe(true);
});

test("boxes, lines and edges of one side are marked as added or removed", () => {
  const before = drawing([box("a", "1", "2"), box("old")], [{ from: "a", to: "old", label: "TCP 80" }]);
  const after = drawing([box("a", "1", "3"), box("new")], [{ from: "a", to: "new", label: "TCP 80" }]);
  const { boxes, edges } = changedDrawing(before, after);
  expect(boxes.map(({ id, state }) => [id, state])).toEqual([
    ["a", "changed"],
    ["old", "removed"],
    ["new", "added"],
  ]);
  expect(boxes[0]?.lines.map(({ cells, state }) => [cells[0], state])).toEqual([
    ["1", undefined],
    ["2", "removed"],
    ["3", "added"],
  ]);
  expect(edges.map(({ to, state }) => [to, state])).toEqual([
    ["old", "removed"],
    ["new", "added"],
  ]);
});

test("another label of an edge removes one edge and adds another", () => {
  const [before, after] = ["TCP 80", "TCP 443"].map((label) =>
    drawing([box("a"), box("b")], [{ from: "a", to: "b", label }]),
  );
  expect(
    changedDrawing(before, after)
      .edges.map(({ label, state }) => [label, state])
      .sort(),
  ).toEqual([
    ["TCP 443", "added"],
    ["TCP 80", "removed"],
  ]);
});

test.each([
  ["new", undefined, drawing([box("a")]), "added"],
  ["removed", drawing([box("a")]), undefined, "removed"],
] as const)("everything of a %s environment is marked", (_, before, after, state) => {
  expect(changedDrawing(before, after).boxes).toEqual([{ ...box("a"), state }]);
});
