import { type Phrase } from "../phrase";
import { type Page, type PageLine, type PageSection } from "./page";
import { safeText } from "./safe-text";

/** Most characters that GitHub takes for a comment (its API's own error message says so; read 2026-11-20). */
export const LONGEST_COMMENT = 65_536;

/** What is left for the sentence that says what was cut. */
const RESERVE = 400;

/**
 * A page for a comment on GitHub. Summary and dangers come first and stay; the rest folds, and is cut from the end where
 * it does not fit. The hidden line lets the comment of an environment be found again and edited.
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
    body.cut === 0 ? [] : [`\n${body.cut} more lines do not fit here: ${markdown([{ value: pointer }])}`];
  return `${[head, ...parts, ...cut].join("\n")}\n`;
}

/** The first line of an environment's comment; a comment of HTML ends at the first two hyphens. */
export function markerOf(environment: string): string {
  const name = environment.replace(/[^A-Za-z0-9.-]|-(?=-)|-$/gu, percentEncoded);
  return `<!-- review of ${name} -->`;
}

const percentEncoded = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");

/** Characters that are left, and lines that found no room. */
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
  const count = lines.length === 1 ? "1 line" : `${lines.length} lines`;
  const [open, close] = isVital
    ? [`\n**${title}**\n`, ""]
    : [`\n<details><summary>${title} (${count})</summary>\n`, "\n</details>"];
  if (!budget.take(`${open}${close}\n`)) {
    budget.cut += lines.length;
    return "";
  }
  const kept: string[] = [];
  for (const line of lines) {
    // a line without its details says more than none
    const text = [item(line), item({ ...line, details: [] })].find((each) => budget.take(each));
    if (text === undefined) budget.cut += 1;
    else kept.push(text);
  }
  const missing = lines.length - kept.length;
  // a danger that is not named is still told of
  const more = isVital && missing > 0 ? [`- ${MARKS.danger}and ${missing} more`] : [];
  return [open, ...kept, ...more, close].join("\n");
}

const MARKS = { danger: "🔴 ", attention: "🟠 " } as const;

const item = ({ text, mark, details = [] }: PageLine): string =>
  [
    `- ${mark ? MARKS[mark] : ""}${markdown(text)}`,
    ...details.map((detail) => `  - ${markdown(detail)}`),
  ].join("\n");

/** Our words as they are; a value of others as code, in which nothing means anything. */
const markdown = (phrase: Phrase): string =>
  phrase.map((part) => (typeof part === "string" ? part : code(part.value))).join("");

/** Between more backticks than there are inside; the spaces keep its own backticks apart from them. */
function code(value: string): string {
  const text = safeText(value);
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const isPadded = /^[` ]|[` ]$/.test(text);
  return isPadded ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}
