import { leftSizes } from "../../infrastructure/capacity-resizes";
import { type LineDifference } from "../../cost/difference";
import { totalOf } from "../../cost/estimate";
import { signedUsdText } from "../../cost/formula";
import { type CostLine, type Extent } from "../../cost/line";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { firstAndMore, say } from "../stages/phrase";
import { sentencesOf } from "./named";
import { effectLines, type Topic, type TopicLine } from "./topic";

const costSentences = sentencesOf("Cost");

/** Share of the present bill above which a growth needs a review. */
const MOST = 0.1;

/** A bill that grows by more than a tenth, with the resources that it grows most for. Other prices of the same things are no growth. */
export const cost: Topic = {
  title: "Cost",
  lines: ({ cost: review, after }): readonly TopicLine[] => {
    if (!review?.before) return [];
    const { usd } = totalOf(review.before.lines);
    const grown = review.differences.filter(isOfThings).flatMap((each): Grown[] => {
      const line = each.after ?? each.before;
      return line && each.change ? [{ line, change: withoutIdle(after, line, each.change) }] : [];
    });
    const growth = (["min", "max"] as const)
      .filter((end) => sumOf(grown, end) > MOST * usd[end])
      .slice(0, 1)
      .flatMap((end) => lineOf(grown, end, usd[end]));
    return [...growth, ...unknownLines(review.differences)];
  },
};

/** Charges of new things without a price. */
const unknownLines = (differences: readonly LineDifference[]): TopicLine[] =>
  effectLines(
    differences.flatMap(({ before, after: line }) => {
      if (before || !line || line.price || line.found) return [];
      const { item, unknown = "no price" } = line;
      return costSentences.effect("unknown growth", line, { item, unknown });
    }),
  );

interface Grown {
  readonly line: CostLine;
  readonly change: Extent;
}

/** Whether there are more or other things, and not only another price. */
const isOfThings = ({ before, after }: LineDifference): boolean =>
  JSON.stringify(before?.factors) !== JSON.stringify(after?.factors);

/** Nodes above the number that Terraform keeps do not run. */
function withoutIdle(plan: EnvironmentPlan, { layer, address }: CostLine, { min, max }: Extent): Extent {
  const group = address.startsWith("aws_eks_node_group.") ? plan.find(layer, address) : undefined;
  return { min, max: group && !leftSizes(group.config).number ? min : max };
}

const sumOf = (grown: readonly Grown[], end: keyof Extent): number =>
  grown.reduce((sum, { change }) => sum + change[end], 0);

function lineOf(grown: readonly Grown[], end: keyof Extent, total: number): TopicLine[] {
  const largest = [...grown].sort((one, other) => other.change[end] - one.change[end]);
  const [first] = largest;
  if (!first) return [];
  const { item } = first.line;
  const equal = largest.filter(({ line, change }) => line.item === item && change[end] > 0);
  const more = sumOf(grown, end);
  const share = total > 0 ? say`, ${Math.round((more / total) * 100)} % of the present bill` : [];
  const names = firstAndMore(equal.map(({ line }) => line.address));
  const words = { more: [signedUsdText(more)], end: [end === "min" ? "least" : "most"] };
  return [costSentences.line("growth", first.line, { ...words, share, item, names })];
}
