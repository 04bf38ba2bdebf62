import pc from "picocolors";
import { type Phrase } from "../phrase";
import { type Page, type PageLine } from "./page";
import { safeText } from "./safe-text";

/** Renders a page for a terminal. */
export function textPage({ environment, headline, remarks, sections }: Page): string {
  return [
    `${pc.bold(safeText(environment))}: ${text(headline)}`,
    ...sections.filter(({ title }) => title === "First").flatMap(({ lines }) => lines.flatMap(lineTexts)),
    ...remarks.map((remark) => `  ${text(remark)}`),
    ...sections
      .filter(({ title }) => title !== "First")
      .flatMap(({ title, lines }) => ["", pc.bold(title), ...lines.flatMap(lineTexts)]),
  ].join("\n");
}

const MARKS = { danger: pc.red("!!"), attention: pc.yellow("! ") } as const;

const lineTexts = ({ text: phrase, mark, details = [] }: PageLine): string[] => [
  `  ${mark ? MARKS[mark] : "  "} ${text(phrase)}`,
  ...details.map((detail) => `       ${pc.dim(text(detail))}`),
];

const text = (phrase: Phrase): string =>
  phrase.map((part) => (typeof part === "string" ? part : safeText(part.value))).join("");
