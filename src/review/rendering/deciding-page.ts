import { counted } from "../../base/counted";
import { type ReviewLine } from "../stages/line";
import { type ReviewVerdict } from "../stages/verdict";
import { worstFirst } from "../stages/lines";
import { markOf } from "./mark";
import { MOST_OPEN, isWholeLine, openLine } from "./open-lines";
import { type Page, type PageLine } from "./page";

/** A name beside those of environments, which have no space in them. */
export const REPOSITORY_NAME = "the repository";

/** The verdict of lines on files of the repository that decide. */
export const decidingVerdict = (lines: readonly ReviewLine[]): ReviewVerdict =>
  lines.some(({ level }) => level === "attention") ? "needs attention" : "safe";

/** The page on files of the repository that decide about all environments: locks, checks, workflows, the program. */
export function decidingPage(lines: readonly ReviewLine[]): Page {
  const sorted = [...lines].sort(worstFirst);
  const open = sorted.slice(0, MOST_OPEN);
  const rest = sorted.slice(MOST_OPEN);
  const folded = [...open.filter((line) => !isWholeLine(line)), ...rest];
  const verdict = decidingVerdict(lines);
  return {
    environments: [REPOSITORY_NAME],
    headline: [`${verdict} · ${counted(lines.length, "change")} of files that decide about all environments`],
    open: open.map((line) => openLine({ line, others: [] })),
    more: rest.length,
    next: [verdict === "safe" ? "merge" : "ask whether the marked lines are intended; then merge"],
    facts: [],
    sections:
      folded.length === 0
        ? []
        : [
            {
              title: "Further files",
              lines: folded.map((line): PageLine => ({ text: line.text, mark: markOf(line) })),
            },
          ],
  };
}
