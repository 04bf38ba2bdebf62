import type * as Graphviz from "@viz-js/viz" with { "resolution-mode": "import" };
import { xmlText } from "./xml-text";
import { dotOf } from "./dot";
import { type Drawing } from "./drawing";
/** Draws pictures as SVG. */
export type DrawSvg = (drawing: Drawing) => string;

/** Loads Graphviz, which takes some 100 ms once. */
export async function svgRenderer(): Promise<DrawSvg> {
  // The package is a module of ECMAScript for TypeScript, and has a file for require.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { instance } = require("@viz-js/viz") as typeof Graphviz;
  const graphviz = await instance();
  return (drawing) => styled(graphviz.renderString(dotOf(drawing), { format: "svg" }), drawing);
}

/** The picture with names for screen readers and colours for light and dark, without the prologue of a file of its own. */
function styled(svg: string, { title, notes }: Drawing): string {
  const start = svg.indexOf("<svg");
  const end = svg.indexOf(">", start);
  const described = `<title>${xmlText(title)}</title>\n<desc>${xmlText(notes.join(" "))}</desc>`;
  return `${svg.slice(start, end)} role="img">\n${described}\n<style>${STYLE}</style>${withoutTitles(svg.slice(end + 1))}`;
}

/** Browsers show the titles of Graphviz, which are ids, when the pointer rests on a part. */
const withoutTitles = (svg: string): string => svg.replace(/<title>[^<]*<\/title>\n/g, "");

/** Fill and stroke of each class: in light, then in dark. */
const COLORS: readonly (readonly [
  selector: string,
  light: readonly [string, string],
  dark: readonly [string, string],
])[] = [
  [".page>polygon", ["#ffffff", "none"], ["#0d1117", "none"]],
  [".group>path,.group>polygon", ["none", "#9ca3af"], ["none", "#6b7280"]],
  [".outside path,.outside polygon", ["#f4f4f5", "#71717a"], ["#27272a", "#a1a1aa"]],
  [".entry path,.entry polygon", ["#f3e8ff", "#7e22ce"], ["#2e1065", "#c084fc"]],
  [".subnets path,.subnets polygon", ["#ecfdf5", "#047857"], ["#022c22", "#34d399"]],
  [".kubernetes path,.kubernetes polygon", ["#fff7ed", "#c2410c"], ["#431407", "#fb923c"]],
  [".pods path,.pods polygon", ["#eff6ff", "#1d4ed8"], ["#172554", "#60a5fa"]],
  [".endpoints path,.endpoints polygon", ["#fdf2f8", "#be185d"], ["#500724", "#f472b6"]],
  [".data path,.data polygon", ["#f7fee7", "#4d7c0f"], ["#1a2e05", "#a3e635"]],
  [".connection path", ["none", "#4b5563"], ["none", "#9ca3af"]],
  [".connection polygon", ["#4b5563", "#4b5563"], ["#9ca3af", "#9ca3af"]],
  [".added>path,.added>polygon", ["none", "#15803d"], ["none", "#4ade80"]],
  [".removed>path,.removed>polygon,.denied>path", ["none", "#b91c1c"], ["none", "#f87171"]],
  [".changed>path,.changed>polygon", ["none", "#a16207"], ["none", "#facc15"]],
];

const TEXT = { light: "#111827", dark: "#e5e7eb" } as const;

/** Colours of text in changed lines, in light and in dark (`dot.ts` writes those of light). */
const TEXT_OF_STATES = [
  ["#15803d", "#4ade80"],
  ["#b91c1c", "#f87171"],
  ["#a16207", "#facc15"],
] as const;

const ruled = (theme: "light" | "dark"): string =>
  [
    ...COLORS.map(([selector, ...themes]) => {
      const [fill, stroke] = themes[theme === "light" ? 0 : 1];
      return `${selector}{fill:${fill};stroke:${stroke}}`;
    }),
    `text{fill:${TEXT[theme]}}`,
    ...TEXT_OF_STATES.map(
      ([light, dark]) => `text[fill="${light}"]{fill:${theme === "light" ? light : dark}}`,
    ),
  ].join("\n");

const STYLE = `
text{font-family:Helvetica,Arial,"Liberation Sans",sans-serif}
.added path,.removed path,.changed path{stroke-width:2.5}
${ruled("light")}
@media (prefers-color-scheme: dark){
${ruled("dark")}
}
@media print{
${ruled("light")}
}
`;
