import { type Box, type BoxKind, type Drawing, type Edge, type Group, type State, SIGNS } from "./drawing";

/** A drawing as a Mermaid flowchart, which GitHub and GitLab show in Markdown. */
export function mermaidOf({ groups, boxes, edges }: Drawing): string {
  const ids = new Map([...groups, ...boxes].map(({ id }, index) => [id, `n${index}`]));
  const named = (id: string): string => ids.get(id) ?? id;
  const inside = (group: string | undefined, indent: string): string[] => [
    ...boxes.filter((box) => box.in === group).map((box) => `${indent}${named(box.id)}["${boxText(box)}"]`),
    ...groups
      .filter((each) => each.in === group)
      .flatMap((each: Group) => [
        `${indent}subgraph ${named(each.id)}["${escaped(each.title)}"]`,
        ...inside(each.id, `${indent}  `),
        `${indent}end`,
      ]),
  ];
  const classes = [...KINDS, ...STATES].flatMap(([name, style, isOf]) => {
    const having = boxes.filter(isOf).map(({ id }) => named(id));
    return having.length === 0 ? [] : [`  classDef ${name} ${style}`, `  class ${having.join(",")} ${name}`];
  });
  return [
    "flowchart TB",
    ...inside(undefined, "  "),
    ...edges.map((edge) => edgeText(edge, named)),
    ...classes,
    "",
  ].join("\n");
}

function edgeText({ from, to, label, denied, state }: Edge, named: (id: string) => string): string {
  const arrow = denied || state === "removed" ? "-.->" : "-->";
  const text = [state ? SIGNS[state] : "", denied ? "denied:" : "", label]
    .filter((part) => part !== "")
    .join(" ");
  return `  ${named(from)} ${arrow}${text === "" ? "" : `|"${escaped(text)}"|`} ${named(to)}`;
}

const boxText = ({ title, lines, state }: Box): string =>
  [
    `<b>${escaped(signed(title, state))}</b>`,
    ...lines.map(({ cells, state: changed }) => escaped(signed(cells.join(" · "), changed))),
  ].join("<br>");

const signed = (text: string, state: State | undefined): string =>
  state === undefined ? text : `${SIGNS[state]} ${text}`;

/** Entities of Mermaid, which takes quotes and brackets as its syntax. */
const escaped = (text: string): string =>
  text.replace(/[&"<>#]/g, (character) => `#${character.charCodeAt(0)};`);

type Style = readonly [name: string, style: string, isOf: (box: Box) => boolean];

const kind = (name: BoxKind, fill: string, stroke: string): Style => [
  name,
  `fill:${fill},stroke:${stroke},color:#111`,
  (box) => box.kind === name && box.state === undefined,
];

const KINDS: readonly Style[] = [
  kind("outside", "#f4f4f5", "#71717a"),
  kind("entry", "#f3e8ff", "#7e22ce"),
  kind("subnets", "#ecfdf5", "#047857"),
  kind("kubernetes", "#fff7ed", "#c2410c"),
  kind("pods", "#eff6ff", "#1d4ed8"),
  kind("endpoints", "#fdf2f8", "#be185d"),
  kind("data", "#f7fee7", "#4d7c0f"),
];

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
