import { counted } from "../../../shared/messages/counted";
import { type ReviewLine } from "../line";
import { MOST_OPEN } from "./open-lines";
import { type Page, type PageLine } from "./page";

/** A page beside those of environments, which have no space in their names. */
const NAME = "the repository";

/** The page on files of the repository that decide. */
export function decidingPage(deciding: readonly ReviewLine[]): Page {
  const verdict = deciding.some(({ level }) => level === "attention") ? "needs attention" : "safe";
  const lines = deciding.map(({ text, level }): PageLine => ({
    text,
    ...(level === "attention" ? { mark: "attention" as const } : {}),
  }));
  const rest = lines.slice(MOST_OPEN);
  return {
    environments: [NAME],
    headline: [`${verdict} · ${counted(lines.length, "change")} of what decides`],
    open: lines.slice(0, MOST_OPEN),
    more: rest.length,
    facts: [],
    sections: rest.length === 0 ? [] : [{ title: "Further changes of what decides", lines: rest }],
  };
}
