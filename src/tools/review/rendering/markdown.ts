import { counted } from "../../../shared/messages/counted";
import { type Phrase } from "../phrase";
import { type Page, type PageLine, type PageSection } from "./page";
import { safeText } from "./safe-text";

/** Maximum characters of a GitHub comment (from the API's error message, read 2026-11-20). */
export const LONGEST_COMMENT = 65_536;

/** Characters reserved for the note about cut lines. */
const RESERVE = 400;

/**
 * Renders a page as a GitHub comment. The summary and the vital sections are first and always kept; the other sections
 * are collapsed, and cut from the end if the comment is too long. A hidden first line identifies the environment's
 * comment, so that a later run can edit it.
 */
export function markdownPage(page: Page, pointer: string): string {
  const { environment, headline, remarks, sections } = page;
  const head = [
    markerOf(environment),
    `### ${code(environment)}: ${markdown(headline)}`,
    ...remarks.map((remark) => `\n${markdown(remark)}`),
  ].join("\n");
  const body = new Budget(LONGEST_COMMENT - head.length - RESERVE);
  const parts = sections.map((section) => fold(section, body)).filter((part) => part !== "");
  const cut =
    body.cut === 0
      ? []
      : [`\n${counted(body.cut, "more line")} ${body.cut === 1 ? "does" : "do"} not fit: ${code(pointer)}`];
  return `${[head, ...parts, ...cut].join("\n")}\n`;
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

function fold({ title, lines, isVital }: PageSection, budget: Budget): string {
  const [open, close] = isVital
    ? [`\n**${title}**\n`, ""]
    : [`\n<details><summary>${title} (${counted(lines.length, "line")})</summary>\n`, "\n</details>"];
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
  const missing = lines.length - kept.length;
  // dangers that do not fit are still counted
  const more = isVital && missing > 0 ? [`- ${MARKS.danger}and ${missing} more`] : [];
  return [open, ...kept, ...more, close].join("\n");
}

const MARKS = { danger: "🔴 ", attention: "🟠 " } as const;

const item = ({ text, mark, details = [] }: PageLine): string =>
  [
    `- ${mark ? MARKS[mark] : ""}${markdown(text)}`,
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
