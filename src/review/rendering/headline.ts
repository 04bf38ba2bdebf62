import { PRICES_OF } from "../../facts/prices";
import { type CostReview } from "../stages/compare-cost";
import { type Harm } from "../stages/harm";
import { type Review } from "../stages/review";
import { type Counts, type ReviewVerdict } from "../stages/verdict";
import { costText } from "./sections/cost";

/** The verdict with the worst harm, the difference of cost, and the counts. */
export function headlineOf({ verdict, harm, cost, counts }: Review): string {
  if (verdict === "no change") return verdict;
  return [verdictText(verdict, harm), costDifference(cost), ...someCounts(counts)].join(" · ");
}

/** `STOP: data lost`, `needs attention: nodes roll`, `safe: pods roll`. */
export function verdictText(verdict: ReviewVerdict, harm: Harm): string {
  const word = verdict === "destructive" ? "STOP" : verdict;
  return harm === "none" || verdict === "no change" ? word : `${word}: ${HARM_WORDS[harm] ?? harm}`;
}

/** Harms that are no words of their own. */
const HARM_WORDS: Partial<Record<Harm, string>> = { "in place": "changes in place" };

/** The part of the cost that a headline names. */
type CostDifference = Pick<CostReview, "differences" | "staying">;

/** `+98 to +196 USD/month (prices 2026-11-20)` */
export function costDifference(cost: CostDifference): string {
  if (cost.differences.length > 0) return `${costText(cost)} (prices ${PRICES_OF})`;
  return cost.staying.length > 0 ? "no saving" : "same cost";
}

const COUNTED = ["add", "change", "replace", "destroy", "move"] as const;

/** Counts in the format of a Terraform plan: `1 to add, 0 to change`. */
export const allCounts = (counts: Counts): string =>
  [...COUNTED.map((each) => `${counts[each]} to ${each}`), `${counts.unknown} unknown`].join(", ");

/** Counts that are not zero; none if all are. */
function someCounts(counts: Counts): string[] {
  const some = [
    ...COUNTED.filter((each) => counts[each] > 0).map((each) => `${counts[each]} to ${each}`),
    ...(counts.unknown > 0 ? [`${counts.unknown} unknown`] : []),
  ];
  return some.length === 0 ? [] : [some.join(", ")];
}
