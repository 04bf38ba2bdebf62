import { counted } from "../../../base/counted";
import { type LineDifference } from "../../../cost/difference";
import { totalOf } from "../../../cost/estimate";
import { signedUsdText, totalText } from "../../../cost/formula";
import { type CostLine, type Extent } from "../../../cost/line";
import { type CostReview } from "../../stages/compare-cost";
import { say } from "../../stages/phrase";
import { type PageLine } from "../page";

/** Difference of cost, the totals of both sides, and each changed line. */
export function costLines({ before, after, differences, staying }: CostReview): PageLine[] {
  if (differences.length + staying.length === 0) return [];
  const none = staying.length > 0 ? "nothing in the stacks" : "nothing";
  const total = (side: CostReview["before"]): string => (side ? totalText(totalOf(side.lines)) : none);
  return [
    {
      text: say`difference: ${[sumText(differences)]}`,
      details: [[`before: ${total(before)}`], [`after: ${total(after)}`]],
    },
    ...stayingLine(staying),
    ...differences.map(({ stack, address, item, change, pricesOf }) => ({
      text: say`${[changeText(change)]}${[regionsText(pricesOf)]}: ${item}, ${stack} ${address}`,
    })),
  ];
}

/** Resources that Terraform no longer manages are no saving. */
function stayingLine(staying: readonly CostLine[]): PageLine[] {
  if (staying.length === 0) return [];
  const lines = counted(staying.length, "line");
  return [
    {
      mark: "attention",
      text: say`no saving: ${[lines]} of the bill ${[staying.length === 1 ? "stays" : "stay"]}, since Terraform destroys none of these resources: ${[totalText(totalOf(staying))]}`,
      details: [["the charges end when the resources are destroyed or deleted in AWS"]],
    },
  ];
}

/** The difference of a headline: `+98 to +196 USD/month`. */
export const costText = ({ differences }: Pick<CostReview, "differences">): string =>
  sumText(differences).replace(" a month", "/month");

/** The sum of the differences. Without the price of one line, it is unknown. */
function sumText(differences: readonly LineDifference[]): string {
  const sum = differences.reduce<Extent | undefined>(
    (all, { change }) => all && change && { min: all.min + change.min, max: all.max + change.max },
    { min: 0, max: 0 },
  );
  if (!sum) return "cost unknown";
  const regions = [...new Set(differences.flatMap(({ pricesOf }) => pricesOf))].sort();
  const monthly = `${changeText(sum)} a month`;
  return regions.length === 0 ? monthly : `about ${monthly}, incomplete:${regionsText(regions)}`;
}

const regionsText = (regions: readonly string[]): string =>
  regions.length === 0 ? "" : ` at prices of ${regions.join(", ")}`;

/** `+12.30 USD`, or a range. */
function changeText(change: Extent | undefined): string {
  if (!change) return "unknown";
  const [least, most] = [signedUsdText(change.min), signedUsdText(change.max)];
  return `${least === most ? least : `${least} to ${most}`} USD`;
}
