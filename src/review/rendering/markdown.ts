import { counted } from "../../base/counted";
import { type Phrase } from "../stages/phrase";
import { type Page, type PageLine, type PageSection, type PageSummary, type Pages, followText } from "./page";
import { REPOSITORY_NAME } from "./deciding-page";
import { type ReviewReport, namesText, reviewPages } from "./report";
import { safeText } from "./safe-text";

/**
 * Maximum characters of a page. A GitHub comment has at most 65,536 (from the API's error message, read 2026-11-20); the rest is
 * for the lines of a workflow above the page.
 */
export const LONGEST_PAGE = 60_000;

/** Characters reserved for the notes about what does not fit. */
const RESERVE = 1_000;

/** The command that prints what a shortened page leaves out: of one environment, or of all. */
export type Pointer = (environment?: string) => string;

/**
 * Renders reviews as one GitHub comment. A hidden first line identifies it, so that a later run can edit it.
 */
export function markdownReport(report: ReviewReport, pointer: Pointer): string {
  const [only, ...more] = report.reviews;
  const marker = only && more.length === 0 ? markerOf(only.environment) : "<!-- review -->";
  return markdownPages(marker, reviewPages(report), pointer);
}

/**
 * The open lines of all environments are first in the budget, the worst environment first; then the folds, which are cut from the
 * end.
 */
export function markdownPages(marker: string, { summary, pages }: Pages, pointer: Pointer): string {
  const head = [marker, ...(summary ? [summaryText(summary)] : [])].join("\n");
  const budget = new Budget(LONGEST_PAGE - head.length - RESERVE);
  const tops = pages
    .map((page) => ({ page, top: topOf(page) }))
    .map((each) => ({ ...each, fits: budget.take(each.top) }));
  const parts = tops
    .filter(({ fits }) => fits)
    .map(({ page, top }) => {
      const before = budget.cut;
      const folds = page.sections.map((section) => fold(section, budget)).filter((part) => part !== "");
      return { page, text: [top, ...folds].join("\n"), cut: budget.cut - before };
    });
  const notes = [
    ...cutNotes(
      parts.filter(({ cut }) => cut > 0),
      pointer,
    ),
    ...missingNotes(
      tops.filter(({ fits }) => !fits).map(({ page }) => page),
      pointer,
    ),
  ];
  return `${[head, ...parts.map(({ text }) => text), ...notes].join("\n")}\n`;
}

/** The first line of an environment's comment; hyphens are encoded where two would end the HTML comment. */
export function markerOf(environment: string): string {
  const name = environment.replace(/[^A-Za-z0-9.-]|-(?=-)|-$/gu, percentEncoded);
  return `<!-- review of ${name} -->`;
}

const percentEncoded = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");

/** Remaining characters, and the number of cut lines. */
class Budget {
  cut = 0;

  constructor(private left: number) {}

  take(text: string): boolean {
    if (text.length + 1 > this.left) return false;
    this.left -= text.length + 1;
    return true;
  }
}

/** The command for one of the environments with cut lines; the reserve has room for it. */
function cutNotes(cut: readonly { readonly page: Page; readonly cut: number }[], pointer: Pointer): string[] {
  const [first] = cut;
  if (!first) return [];
  const lines = cut.reduce((sum, each) => sum + each.cut, 0);
  const verb = lines === 1 ? "does" : "do";
  return [`\n${counted(lines, "more line")} ${verb} not fit: ${pointerText(first.page, pointer)}`];
}

function missingNotes(missing: readonly Page[], pointer: Pointer): string[] {
  const [first] = missing;
  if (!first) return [];
  const count = missing.flatMap(({ environments }) => environments).length;
  const verb = count === 1 ? "does" : "do";
  return [
    `\n${counted(count, "environment")} of the summary ${verb} not fit: ${pointerText(first, pointer)}`,
  ];
}

const pointerText = ({ environments: [name] }: Page, pointer: Pointer): string =>
  code(name === REPOSITORY_NAME ? pointer() : pointer(name));

const summaryText = ({ headline, lines }: PageSummary): string =>
  [`### ${markdown(headline)}\n`, ...lines.map(item)].join("\n");

/** The part of a page that is always shown. */
function topOf(page: Page): string {
  const { environments, commit, headline, open, next, facts } = page;
  const at = commit === undefined ? "" : ` @ ${code(commit)}`;
  const follow = followText(page);
  return [
    `\n### ${markdown(namesText(environments))}${at} · ${markdown(headline)}\n`,
    ...open.map(item),
    ...(follow === undefined ? [] : [`- ${follow}`]),
    ...(next === undefined ? [] : [`\n**Next:** ${markdown(next)}`]),
    ...facts.map((fact) => `\n${markdown(fact)}`),
  ].join("\n");
}

function fold({ title, lines }: PageSection, budget: Budget): string {
  const open = `\n<details><summary>${summary(title)} (${counted(lines.length, "line")})</summary>\n`;
  const close = "\n</details>";
  if (!budget.take(`${open}${close}\n`)) {
    budget.cut += lines.length;
    return "";
  }
  const kept: string[] = [];
  for (const line of lines) {
    // a line without details is better than no line
    const text = [item(line), item({ ...line, details: [] })].find((each) => budget.take(each));
    if (text === undefined) budget.cut += 1;
    else kept.push(text);
  }
  return [open, ...kept, close].join("\n");
}

/** Text inside of an HTML element, where Markdown has no code spans. */
const summary = (title: string): string =>
  safeText(title).replace(/[^A-Za-z0-9 ,:.-]/g, (character) => `&#${character.codePointAt(0)};`);

const MARKS = { danger: "🔴 ", attention: "🟠 " } as const;

const item = ({ text, cause, mark, details = [] }: PageLine): string =>
  [
    `- ${mark ? MARKS[mark] : ""}${markdown(text)}${cause ? ` ← ${markdown(cause)}` : ""}`,
    ...details.map((detail) => `  - ${markdown(detail)}`),
  ].join("\n");

/** Sentences are kept as they are; quoted values become code spans, which Markdown does not interpret. */
const markdown = (phrase: Phrase): string =>
  phrase.map((part) => (typeof part === "string" ? part : code(part.value))).join("");

/** A code span with a longer fence than any run of backticks inside; spaces separate backticks from the fence. */
function code(value: string): string {
  const text = safeText(value);
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const isPadded = /^[` ]|[` ]$/.test(text);
  return isPadded ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}
