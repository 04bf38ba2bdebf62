import { NOTHING_STATED } from "../../infrastructure/stated";
import { type ApplyOrder, applyOrder } from "../../project/apply-order";
import { betweenOf } from "../../project/between";
import { passesText } from "../../project/pass";
import { type CheckContext } from "../../checks/check";
import { counted } from "../../base/counted";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { LAYERS } from "../../base/layers";
import { type Change } from "../topics/topic";
import { type EnvironmentChanges } from "../compare-environments";
import { betweenApplies } from "./harm-of-findings";
import { type ReviewLine } from "./line";
import { type Phrase, joinPhrases, joinValues, say } from "./phrase";
import { NPX } from "../../base/program-name";

interface OrderContext extends Pick<CheckContext, "today">, Pick<Parameters<typeof applyOrder>[0], "tick"> {
  /** @default - the environment states nothing */
  readonly statedOf?: CheckContext["statedOf"];
}

/** The order in which the layers of a change are applied. */
export function orderOfApplies(
  before: EnvironmentPlan,
  after: EnvironmentPlan,
  { resources, others }: Pick<EnvironmentChanges, "resources" | "others">,
  { today, statedOf = () => NOTHING_STATED, tick }: OrderContext,
): ApplyOrder {
  return applyOrder({
    before,
    after,
    resources,
    others,
    context: { today, others: [], statedOf },
    ...(tick ? { tick } : {}),
  });
}

/** The order of several applies, with what it avoids and what it does not avoid. */
export function applyOrderLines({ passes, reasons, unavoidable, isComplete }: ApplyOrder): ReviewLine[] {
  if (passes.length < 2) return [];
  const isPlain = reasons.length === 0;
  const keeps = passes.some(({ keepsRemoved }) => keepsRemoved);
  const first = say`apply ${passesText(passes)} in this order`;
  return [
    {
      level: isPlain ? "info" : "attention",
      text: isPlain ? first : [...first, `; ${NPX} deploy does, and the workflow apply refuses it`],
    },
    ...(keeps ? [{ level: "info" as const, text: [KEPT] }] : []),
    ...grouped(
      reasons,
      (passes) => say`after ${passesText(passes)} without the others: `,
      () => ({ level: "info" }),
    ),
    ...grouped(
      unavoidable,
      (passes) =>
        isComplete
          ? say`no order avoids this, after ${passesText(passes)}: `
          : say`not all orders were judged; in this one, after ${passesText(passes)}: `,
      betweenApplies,
    ),
  ];
}

/** A line for each layer that is applied twice, so that what running pods need ends after the new ones are ready. */
export const layerTwiceLines = ({ before, after, resources }: Change): ReviewLine[] =>
  LAYERS.flatMap((layer): ReviewLine[] => {
    const stack = after.stack(layer);
    const kept = stack && betweenOf(before.stack(layer), stack)?.kept;
    const rolls = resources.some((each) => each.layer === layer && !kept?.includes(each.address));
    if (!kept || !rolls) return [];
    const text = say`${layer} is applied twice, each plan with its own approval: first with what running pods need of the old version (${joinValues(kept)}), and after all pods are ready without it`;
    return [{ level: "info", text }];
  });

const KEPT =
  "an apply without its removals has a -target for each block of the configuration, so it destroys nothing that later layers still use";

/** One line for each moment, with its first problems. */
function grouped(
  found: ApplyOrder["reasons"],
  intro: (passes: ApplyOrder["passes"]) => Phrase,
  meaningOf: (checks: readonly (string | undefined)[]) => Pick<ReviewLine, "level" | "harm">,
): ReviewLine[] {
  const moments = [...new Set(found.map(({ passes }) => passes))];
  return moments.map((passes) => {
    const gaps = found.filter((each) => each.passes === passes).map(({ gap }) => gap);
    const messages = gaps.map(({ message }) => message);
    const shown = messages.slice(0, MOST).map((message): Phrase => [{ value: message }]);
    const more = messages.length > MOST ? [`; and ${counted(messages.length - MOST, "more finding")}`] : [];
    return {
      ...meaningOf(gaps.map(({ check }) => check)),
      text: [...intro(passes), ...joinPhrases(shown, "; "), ...more],
    };
  });
}

const MOST = 3;
