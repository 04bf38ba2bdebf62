import { type Action, type ResourceChange } from "../change";
import { needsAttention, stops, worstOf } from "./harm";
import { type ReviewLine } from "./line";
import { type StackPlan, plannedActions } from "../plans/planned-actions";

/** Verdicts, from the mildest to the worst. */
export const VERDICTS = ["no change", "safe", "needs attention", "destructive"] as const;
export type ReviewVerdict = (typeof VERDICTS)[number];

export type Counts = Readonly<Record<Exclude<Action, "none"> | "move", number>>;

/** Number of objects for each action; a block whose count only a plan knows counts as one. A plan knows what is unknown otherwise. */
export function countsOf(changes: readonly ResourceChange[], plans: readonly StackPlan[] = []): Counts {
  const counts = { add: 0, change: 0, replace: 0, destroy: 0, move: 0, unknown: 0 };
  const planned = new Map(plans.map(({ layer, plan }) => [layer, plannedActions(plan)]));
  for (const { action, instances = 1, from, layer, address } of changes) {
    const known = action === "unknown" ? planned.get(layer)?.get(address) : undefined;
    if (known && known.actions.size > 0) {
      for (const [each, number] of known.actions)
        if (each !== "forget" && each !== "import") counts[each] += number;
    } else if (action !== "none") counts[action] += instances;
    if (from !== undefined) counts.move += instances;
  }
  return counts;
}

/**
 * `destructive` if data is lost or clients get no answer; `needs attention` if a line must be confirmed as intended, which
 * includes each difference that no topic understands; `safe` if each difference is understood and harmless.
 */
export function reviewVerdict(lines: readonly ReviewLine[], isChanged: boolean): ReviewVerdict {
  const harm = worstOf(lines.flatMap((line) => line.harm ?? []));
  if (stops(harm)) return "destructive";
  if (needsAttention(harm) || lines.some(({ level }) => level === "attention")) return "needs attention";
  return isChanged || lines.length > 0 ? "safe" : "no change";
}
