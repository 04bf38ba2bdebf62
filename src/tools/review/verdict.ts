import { type Action, type ResourceChange } from "./change";
import { type Level } from "./line";

/** Verdicts, from the mildest to the worst. */
export const VERDICTS = ["no change", "safe", "needs attention", "destructive"] as const;
export type Verdict = (typeof VERDICTS)[number];

export type Counts = Readonly<Record<Exclude<Action, "none"> | "move", number>>;

/** Number of objects for each action; a block whose count only a plan knows counts as one. */
export function countsOf(changes: readonly ResourceChange[]): Counts {
  const counts = { add: 0, change: 0, replace: 0, destroy: 0, move: 0, unknown: 0 };
  for (const { action, instances = 1, from } of changes) {
    if (action !== "none") counts[action] += instances;
    if (from !== undefined) counts.move += instances;
  }
  return counts;
}

/** `destructive` if anything is destroyed or replaced; `needs attention` if an effect is unknown or a line has that level. */
export function verdictOf(counts: Counts, levels: readonly Level[]): Verdict {
  if (counts.destroy + counts.replace > 0) return "destructive";
  if (counts.unknown > 0 || levels.includes("attention")) return "needs attention";
  const isAny = Object.values(counts).some((count) => count > 0) || levels.length > 0;
  return isAny ? "safe" : "no change";
}
