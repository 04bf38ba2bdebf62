import { markOf } from "../../src/review/rendering/mark";
import { joinedLines } from "../../src/review/rendering/open-lines";
import { type Page } from "../../src/review/rendering/page";
import { plain } from "../../src/review/stages/phrase";
import { type Review } from "../../src/review/stages/review";

/** Sentences that say that an object ends, and sentences that say that it stays. */
const ENDS = /\bis destroyed\b|\bare destroyed\b|Terraform destroys|\bis deleted\b|schedules the deletion/;
const STAYS =
  /does not destroy|destroys none|not deleted|stays? in AWS|stays? as it is|no longer manages|left as it is/;

/** Each sentence of a page that is about one address, with the address. */
function sentencesOf({ lines }: Review): readonly (readonly [address: string, sentence: string])[] {
  return lines.flatMap(({ address, layer, text }) => {
    if (address === undefined) return [];
    const line = plain(text);
    // a line can be about several addresses: a clause that names another one is about that one
    const clauses = line
      .split(/[;:] /)
      .filter((clause) => !/\b[a-z]+_[a-z0-9_]+\.\w+/.test(clause) || clause.includes(address));
    return [[`${layer}/${address}`, clauses.join("; ")] as const];
  });
}

/** Pairs of sentences of a page that cannot both be true; none if they agree. */
export function contradictionsIn(review: Review, page: Page): string[] {
  const { verdict, lines, changes, cost } = review;
  const sentences = sentencesOf(review);
  const next = plain(page.next ?? []);
  const headline = plain(page.headline);
  const marked = joinedLines(review).filter(({ line }) => markOf(line) !== undefined).length;
  const has = (found: boolean, what: string): string[] => (found ? [what] : []);
  const open = page.open.map(({ text }) => plain(text));
  return [
    ...sentences.flatMap(([address, sentence]) => {
      const action = changes.resources.find((each) => `${each.layer}/${each.address}` === address);
      const others = sentences.filter(([at, other]) => at === address && other !== sentence);
      return [
        ...has(
          ENDS.test(sentence) && others.some(([, other]) => STAYS.test(other)),
          `${address} ends and stays: ${sentence}`,
        ),
        ...has(
          / is (destroyed|replaced)\b/.test(sentence) &&
            (action?.action === "none" || action?.action === "change"),
          `${sentence}, and Terraform has another action: ${action?.action ?? ""}`,
        ),
        ...has(
          STAYS.test(sentence) &&
            action?.action === "destroy" &&
            action.handover === undefined &&
            !/image|version|claim|data|noun/.test(sentence),
          `${sentence}, and Terraform destroys ${address}`,
        ),
      ];
    }),
    ...has(verdict === "destructive" && !/^do not merge|^before the merge/.test(next), `STOP, and ${next}`),
    ...has(verdict === "safe" && /ask|do not/.test(next), `safe, and ${next}`),
    ...has(verdict === "safe" && marked > 0, `safe, with ${marked} marked lines`),
    ...has(verdict === "needs attention" && next.startsWith("merge"), `needs attention, and ${next}`),
    ...has(
      /(\d+) marked lines/.test(next) && Number(/(\d+) marked lines/.exec(next)?.[1]) !== marked,
      `${next}, with ${marked} marked lines`,
    ),
    ...has(verdict === "no change" && lines.length > 0, "no change, with lines"),
    ...has(headline.includes("same cost") && cost.differences.length > 0, "the same cost, and other ones"),
    ...has(
      !/to destroy|to replace/.test(headline) && changes.resources.some(({ action }) => action === "destroy"),
      `${headline}, and objects are destroyed`,
    ),
    // the first open line is never milder than a later one
    ...has(
      page.open.some(
        ({ mark }, index) =>
          mark === "danger" && page.open[index - 1] !== undefined && page.open[index - 1]?.mark !== "danger",
      ),
      `a red line is below another one: ${open.join(" | ")}`,
    ),
    ...has(
      new Set(open).size !== open.length && open.every((line) => line !== ""),
      `one event is two lines: ${open.filter((line, index) => open.indexOf(line) !== index).join(" | ")}`,
    ),
  ];
}
