import { type Drawing, type State, edgeText } from "./diagram/drawing";
import { type DrawnText, type PlacedBox, SHAPE } from "./diagram/box-layout";
import { type PlacedGroup, layoutOf } from "./diagram/layout";
import { type Point, type Rect } from "./diagram/rects";
import { type EdgeRoute, edgeRoutes } from "./diagram/routes";
import { FIELDS, FRAMES, SHAPES } from "./diagram/shapes";
import { xmlText } from "../base/markup";

/** Width of the content of a README on GitHub in CSS pixels, so that text keeps its size there. */
export const README_WIDTH = 830;

/** A picture as SVG that is at most so wide, in CSS pixels. It has colours for light and dark, and loads nothing. */
export function svgOf(drawing: Drawing, mostWidth: number = README_WIDTH): string {
  const layout = layoutOf(drawing, mostWidth);
  const { width, height, caption, groups, boxes } = layout;
  const routes = edgeRoutes(drawing, layout);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${xmlText(drawing.title)}</title>`,
    `<desc>${xmlText(drawing.notes.join(" "))}</desc>`,
    `<style>${STYLE}</style>`,
    `<g class="page">${rectOf({ x: 0, y: 0, width, height })}${caption.map(textElement).join("")}</g>`,
    ...groups.map(groupOf),
    ...routes.map(lineOf),
    ...routes.flatMap(labelOf),
    ...boxes.map(boxOf),
    "</svg>",
    "",
  ].join("\n");
}

const rectOf = ({ x, y, width, height }: Rect, radius = 0): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}"${radius === 0 ? "" : ` rx="${radius}"`}/>`;

const textElement = ({ text, x, y, size = 12, bold = false, state }: DrawnText): string =>
  `<text x="${x}" y="${y}" font-size="${size}"${bold ? ' font-weight="bold"' : ""}${state ? ` class="${state}"` : ""}>${xmlText(text)}</text>`;

const groupOf = ({ group, rect, texts }: PlacedGroup): string =>
  `<g class="group ${group.kind}">${rectOf(rect, 8)}${texts.map(textElement).join("")}</g>`;

function boxOf({ box: { kind, state }, rect, texts }: PlacedBox): string {
  const { field, path } = SHAPES[kind];
  return [
    `<g class="${classesOf("box", field, kind, state)}">`,
    rectOf(rect, 6),
    shapeOf(path, rect.x + SHAPE.x, rect.y + SHAPE.y),
    ...texts.map(textElement),
    "</g>",
  ].join("");
}

/** White lines on a ground of the colour of the field. */
const shapeOf = (path: string, x: number, y: number): string =>
  `<g class="shape" transform="translate(${x} ${y})">${rectOf({ x: 0, y: 0, width: SHAPE.side, height: SHAPE.side }, 5)}<path transform="translate(2 2)" d="${path}"/></g>`;

const classesOf = (...names: readonly (string | undefined)[]): string =>
  names.filter((name) => name !== undefined).join(" ");

function lineOf({ edge, points }: EdgeRoute): string {
  const { denied, state, both } = edge;
  const classes = classesOf(
    "connection",
    edgeText(edge) === "" ? "way" : undefined,
    denied ? "denied" : undefined,
    state,
  );
  const reversed = [...points].reverse();
  return `<g class="${classes}"><path d="${rounded(points)}"/>${arrowAt(points)}${both ? arrowAt(reversed) : ""}</g>`;
}

const BEND = 6;

/** A line with round bends. Its ends are within the arrows. */
const rounded = (points: readonly Point[]): string =>
  points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (!before) return `M${point.x} ${point.y}`;
      if (!after) return `L${point.x} ${point.y}`;
      const [into, out] = [towards(point, before, BEND), towards(point, after, BEND)];
      return `L${into.x} ${into.y}Q${point.x} ${point.y} ${out.x} ${out.y}`;
    })
    .join("");

/** A point on the way to another one. */
const towards = (from: Point, to: Point, length: number): Point => {
  const most = Math.min(length, (Math.abs(to.x - from.x) + Math.abs(to.y - from.y)) / 2);
  return { x: from.x + Math.sign(to.x - from.x) * most, y: from.y + Math.sign(to.y - from.y) * most };
};

/** An arrow at the end of a line. */
function arrowAt(points: readonly Point[]): string {
  const [before, end] = points.slice(-2);
  if (!before || !end) return "";
  const [dx, dy] = [Math.sign(end.x - before.x), Math.sign(end.y - before.y)];
  const back = { x: end.x - dx * 9, y: end.y - dy * 9 };
  return `<polygon points="${end.x},${end.y} ${back.x - dy * 4},${back.y - dx * 4} ${back.x + dy * 4},${back.y + dx * 4}"/>`;
}

const labelOf = ({ edge, label }: EdgeRoute): string[] =>
  label
    ? [
        `<g class="${classesOf("label", edge.denied ? "denied" : undefined, edge.state)}">${rectOf(label.rect, 3)}${label.texts.map(textElement).join("")}</g>`,
      ]
    : [];

type Theme = "light" | "dark";

const PAGE: Readonly<Record<Theme, Readonly<Record<"ground" | "text" | "line" | "shape", string>>>> = {
  light: { ground: "#ffffff", text: "#111827", line: "#4b5563", shape: "#ffffff" },
  dark: { ground: "#0d1117", text: "#e6edf3", line: "#9aa4b0", shape: "#0d1117" },
};

/** Colours of what a change adds, removes and changes. */
const STATES: Readonly<Record<State, Readonly<Record<Theme, string>>>> = {
  added: { light: "#15803d", dark: "#4ade80" },
  removed: { light: "#b91c1c", dark: "#f87171" },
  changed: { light: "#a16207", dark: "#facc15" },
};

function coloured(theme: Theme): string {
  const { ground, text, line, shape } = PAGE[theme];
  return [
    `text{fill:${text}}`,
    `.page>rect{fill:${ground}}`,
    `.label>rect{fill:${ground};fill-opacity:.8}`,
    `.shape>path{stroke:${shape}}`,
    `.connection>path{stroke:${line}}`,
    `.connection>polygon{fill:${line}}`,
    ...Object.entries(FRAMES).map(([name, each]) => {
      const { fill, stroke } = each[theme];
      return `.${name}>rect{fill:${fill};stroke:${stroke}}.${name}>text{fill:${stroke}}`;
    }),
    ...Object.entries(FIELDS).map(([name, each]) => {
      const { fill, stroke } = each[theme];
      return `.${name}>rect{fill:${fill};stroke:${stroke}}.${name}>.shape>rect{fill:${stroke}}`;
    }),
    ...Object.entries(STATES).map(
      ([name, { [theme]: colour }]) =>
        `.box.${name}>rect,.connection.${name}>path{stroke:${colour}}.connection.${name}>polygon,text.${name},.label.${name}>text{fill:${colour}}`,
    ),
    `.connection.denied>path{stroke:${STATES.removed[theme]}}.connection.denied>polygon,.label.denied>text{fill:${STATES.removed[theme]}}`,
  ].join("\n");
}

const DASHED = Object.entries(FRAMES)
  .filter(([, { dashed }]) => dashed)
  .map(([name]) => `.${name}>rect`)
  .join(",");

const STYLE = `
text{font-family:Helvetica,Arial,"Liberation Sans","DejaVu Sans",sans-serif}
.connection>path{fill:none;stroke-width:1.5}
.way>path,.denied>path,.removed>path{stroke-dasharray:5 4}
.shape>path{fill:none;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
${DASHED}{stroke-dasharray:5 4}
.added>rect,.removed>rect,.changed>rect,.added>path,.removed>path{stroke-width:2.5}
${coloured("light")}
@media (prefers-color-scheme:dark){
${coloured("dark")}
}
@media print{
${coloured("light")}
}
`;
