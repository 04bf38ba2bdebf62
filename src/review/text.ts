import pc from "picocolors";
import { type Phrase } from "./stages/phrase";
import { type Page, type PageLine, type PageSummary, followText } from "./rendering/page";
import { type ReviewReport, namesText, reviewPages } from "./rendering/report";
import { safeText } from "./rendering/safe-text";

/** Renders reviews for a terminal. */
export function textReport(report: ReviewReport): string {
  const { summary, pages } = reviewPages(report);
  return `${[...(summary ? [summaryText(summary)] : []), ...pages.map(textPage)].join("\n\n")}\n`;
}

/** Renders a page for a terminal. */
export function textPage(page: Page): string {
  const { environments, commit, headline, open, next, facts, sections } = page;
  const at = commit === undefined ? "" : ` @ ${commit}`;
  const follow = followText(page);
  return [
    `${pc.bold(text(namesText(environments)))}${at} · ${text(headline)}`,
    ...open.flatMap(lineTexts),
    ...(follow === undefined ? [] : [`     ${follow}`]),
    ...(next === undefined ? [] : [`  ${pc.bold("Next:")} ${text(next)}`]),
    ...facts.map((fact) => `  ${text(fact)}`),
    ...sections.flatMap(({ title, lines }) => ["", pc.bold(safeText(title)), ...lines.flatMap(lineTexts)]),
  ].join("\n");
}

const summaryText = ({ headline, lines }: PageSummary): string =>
  [pc.bold(text(headline)), ...lines.flatMap(lineTexts)].join("\n");

const MARKS = { danger: pc.red("!!"), attention: pc.yellow("! ") } as const;

const lineTexts = ({ text: phrase, cause, mark, details = [] }: PageLine): string[] => [
  `  ${mark ? MARKS[mark] : "  "} ${text(phrase)}${cause ? pc.dim(` ← ${text(cause)}`) : ""}`,
  ...details.map((detail) => `       ${pc.dim(text(detail))}`),
];

const text = (phrase: Phrase): string =>
  phrase.map((part) => (typeof part === "string" ? part : safeText(part.value))).join("");
