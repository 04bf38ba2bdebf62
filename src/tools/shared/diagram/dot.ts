import { xmlText } from "./xml-text";
import { type Box, type Drawing, type Edge, type Group, type Line, type State, SIGNS } from "./drawing";

/** A drawing in the language of Graphviz. Classes of its parts are those of the style sheet (`svg.ts`). */
export function dotOf({ title, notes, groups, boxes, edges }: Drawing): string {
  const inside = (group: string | undefined): string[] => [
    ...boxes.filter((box) => box.in === group).map(boxText),
    ...groups.filter((each) => each.in === group).flatMap((each) => groupText(each, inside(each.id))),
  ];
  const caption = [bold(title), ...notes.map((note) => `<font point-size="10">${xmlText(note)}</font>`)];
  return [
    "digraph {",
    `graph [${FONT} fontsize=14 rankdir=TB ranksep=0.55 nodesep=0.3 pad=0.25 newrank=true class="page" label=<${caption.join("<br/>")}<br/>&#160;> labelloc=t]`,
    `node [${FONT} fontsize=12 shape=plain]`,
    `edge [${FONT} fontsize=11 arrowsize=0.8]`,
    ...inside(undefined),
    ...ranks({ boxes, edges }),
    ...edges.map(edgeText),
    "}",
    "",
  ].join("\n");
}

/**
 * Ranks of boxes: clients are above the groups, and what nothing leaves is below. A box without edges is above another one of
 * its group, since Graphviz would give it a column of its own.
 */
function ranks({ boxes, edges }: Pick<Drawing, "boxes" | "edges">): string[] {
  const [opening, opened] = [new Set(edges.map(({ from }) => from)), new Set(edges.map(({ to }) => to))];
  const above = boxes.filter(({ kind, id }) => kind === "outside" && opening.has(id));
  const below = boxes.filter((box) => box.in === undefined && !opening.has(box.id) && opened.has(box.id));
  const inner = boxes.filter((box) => box.in !== undefined);
  const highest = inner.filter(({ id }) => !opened.has(id));
  const loose = highest.filter(({ id }) => !opening.has(id));
  const rank = (name: string, all: readonly Box[]): string[] =>
    all.length === 0 ? [] : [`{ rank=${name}; ${all.map(({ id }) => quoted(id)).join("; ")} }`];
  return [
    ...rank("source", above),
    ...rank("sink", below),
    ...above.slice(0, 1).flatMap((first) => highest.map((box) => hidden(first, box))),
    ...loose.flatMap((box) =>
      inner
        .filter((other) => other.in === box.in && !loose.includes(other))
        .slice(0, 1)
        .map((other) => hidden(box, other)),
    ),
  ];
}

const hidden = (from: Box, to: Box): string =>
  `${quoted(from.id)} -> ${quoted(to.id)} [style=invis weight=0]`;

const FONT = 'fontname="Helvetica"';

const groupText = ({ id, title }: Group, content: readonly string[]): string[] => [
  `subgraph ${quoted(`cluster ${id}`)} {`,
  `graph [class="group" style=rounded margin=14 fontsize=13 label=<${bold(title)}> labeljust=l labelloc=t]`,
  ...content,
  "}",
];

/** A table, since only a table has aligned cells. */
function boxText({ id, kind, title, lines, state }: Box): string {
  const columns = Math.max(1, ...lines.map(({ cells }) => cells.length));
  const rows = [
    `<tr><td colspan="${columns}" align="left">${bold(signed(title, state))}</td></tr>`,
    ...lines.map((each) => rowText(each, columns)),
  ];
  const table = `<table border="1" style="rounded" cellborder="0" cellspacing="0" cellpadding="3">${rows.join("")}</table>`;
  return `${quoted(id)} [class="${["box", kind, state ?? ""].join(" ").trim()}" label=<${table}>]`;
}

function rowText({ cells, state }: Line, columns: number): string {
  const color = state === undefined ? undefined : COLORS[state];
  return `<tr>${cells
    .map((cell, index) => {
      const isLast = index === cells.length - 1;
      const span = isLast && cells.length < columns ? ` colspan="${columns - index}"` : "";
      const written = wrapped(index === 0 ? signed(cell, state) : cell)
        .map(xmlText)
        .join('<br align="left"/>');
      const text = color === undefined ? written : `<font color="${color}">${written}</font>`;
      return `<td align="left" valign="top"${span}>${text}<br align="left"/></td>`;
    })
    .join("")}</tr>`;
}

/** Placeholders, which the style sheet replaces. */
const COLORS: Readonly<Record<State, string>> = { added: "#15803d", removed: "#b91c1c", changed: "#a16207" };

function edgeText({ from, to, label, denied, state }: Edge): string {
  const classes = ["connection", ...(denied ? ["denied"] : []), ...(state ? [state] : [])];
  const text = [state ? SIGNS[state] : "", denied ? "denied:" : "", label]
    .filter((part) => part !== "")
    .join(" ");
  const style = denied || state === "removed" ? " style=dashed" : "";
  return `${quoted(from)} -> ${quoted(to)} [class="${classes.join(" ")}" label=${quoted(` ${text} `)}${style}]`;
}

const signed = (text: string, state: State | undefined): string =>
  state === undefined ? text : `${SIGNS[state]} ${text}`;

/** Characters in a line of a cell. */
const WIDEST = 58;

/** Lines of a text, broken at spaces. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDEST)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const bold = (text: string): string => `<b>${xmlText(text)}</b>`;

const quoted = (text: string): string => JSON.stringify(text);
