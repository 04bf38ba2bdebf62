import { type Box, type Drawing, type Edge, type Frame, type State, edgeText, signed } from "./drawing";
import { type Field, FIELDS, SHAPES } from "./shapes";

/** A drawing as a Mermaid flowchart, which GitHub and GitLab show in Markdown. */
export function mermaidOf({ groups, boxes, edges }: Drawing): string {
  const ids = new Map([...groups, ...boxes].map(({ id }, index) => [id, `n${index}`]));
  const named = (id: string): string => ids.get(id) ?? id;
  const inside = (group: string | undefined, indent: string): string[] => [
    ...boxes.filter((box) => box.in === group).map((box) => `${indent}${named(box.id)}["${boxText(box)}"]`),
    ...groups
      .filter((each) => each.in === group)
      .flatMap((each: Frame) => [
        `${indent}subgraph ${named(each.id)}["${escaped(each.title)}"]`,
        ...inside(each.id, `${indent}  `),
        `${indent}end`,
      ]),
  ];
  const classes = [...BY_FIELD, ...STATES].flatMap(([name, style, isOf]) => {
    const having = boxes.filter(isOf).map(({ id }) => named(id));
    return having.length === 0 ? [] : [`  classDef ${name} ${style}`, `  class ${having.join(",")} ${name}`];
  });
  return [
    "flowchart TB",
    ...inside(undefined, "  "),
    ...edges.map((edge) => arrowText(edge, named)),
    ...classes,
    "",
  ].join("\n");
}

function arrowText(edge: Edge, named: (id: string) => string): string {
  const { from, to, denied, state, both } = edge;
  const text = edgeText(edge);
  const arrow = `${both ? "<" : ""}${denied || state === "removed" || text === "" ? "-.->" : "-->"}`;
  return `  ${named(from)} ${arrow}${text === "" ? "" : `|"${escaped(text)}"|`} ${named(to)}`;
}

const boxText = ({ title, lines, state }: Box): string =>
  [
    `<b>${escaped(signed(title, state))}</b>`,
    ...lines.map(({ cells, state: changed }) => escaped(signed(cells.join(" · "), changed))),
  ].join("<br>");

/** Entities of Mermaid, which takes quotes and brackets as its syntax. */
const escaped = (text: string): string =>
  text.replace(/[&"<>#]/g, (character) => `#${character.charCodeAt(0)};`);

type Style = readonly [name: string, style: string, isOf: (box: Box) => boolean];

const BY_FIELD = Object.entries(FIELDS).map(([name, { light }]): Style => [
  name,
  `fill:${light.fill},stroke:${light.stroke},color:#111`,
  (box) => SHAPES[box.kind].field === (name as Field) && box.state === undefined,
]);

const state = (name: State, fill: string, stroke: string): Style => [
  name,
  `fill:${fill},stroke:${stroke},color:#111,stroke-width:3px`,
  (box) => box.state === name,
];

const STATES: readonly Style[] = [
  state("added", "#dcfce7", "#15803d"),
  state("removed", "#fee2e2", "#b91c1c"),
  state("changed", "#fef9c3", "#a16207"),
];
