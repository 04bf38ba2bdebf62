import { KINDS, type NotProved } from "./not-proved";

const TITLES: Readonly<Record<NotProved["kind"], string>> = {
  plan: "only a plan verifies",
  stated: "only the file states",
  judged: "no check judges",
  command: "not run",
};

/** Names of an entry in a line; JSON has all of them. */
const MOST_NAMES = 3;

/** A line for each kind, without a heading. */
export const notProvedPoints = (all: readonly NotProved[]): string[] =>
  KINDS.flatMap((kind) => {
    const own = all.filter((each) => each.kind === kind);
    return own.length === 0 ? [] : [`${TITLES[kind]}: ${own.map(textOf).join(", ")}`];
  });

/** The last lines of a report in a terminal; empty where everything is proved. */
export function notProvedLines(all: readonly NotProved[]): string[] {
  const points = notProvedPoints(all);
  return points.length === 0 ? [] : ["not proved", ...points.map((point) => `  ${point}`)];
}

function textOf({ what, count, names = [] }: NotProved): string {
  const more = names.length - MOST_NAMES;
  const shown = [names.slice(0, MOST_NAMES).join(", "), ...(more > 0 ? [`${more} more`] : [])].join(" and ");
  return `${what}${count === undefined ? "" : ` ${count}`}${names.length === 0 ? "" : ` (${shown})`}`;
}
