import { type Action, type ResourceChange } from "./change";
import { type Level } from "./line";

/** What a reviewer has to expect, from the least to the worst. */
export const VERDICTS = ["no change", "safe", "needs attention", "destructive"] as const;
export type Verdict = (typeof VERDICTS)[number];

export type Counts = Readonly<Record<Exclude<Action, "none"> | "move", number>>;

/** How many objects each action concerns; one that only a plan can count is counted once. */
export function countsOf(changes: readonly ResourceChange[]): Counts {
  const counts = { add: 0, change: 0, replace: 0, destroy: 0, move: 0, unknown: 0 };
  for (const { action, instances = 1, from } of changes) {
    if (action !== "none") counts[action] += instances;
    if (from !== undefined) counts.move += instances;
  }
  return counts;
}

/** Destructive where anything is destroyed or replaced; needs attention where anything that is told asks for it. */
export function verdictOf(counts: Counts, levels: readonly Level[]): Verdict {
  if (counts.destroy + counts.replace > 0) return "destructive";
  if (counts.unknown > 0 || levels.includes("attention")) return "needs attention";
  const isAny = Object.values(counts).some((count) => count > 0) || levels.length > 0;
  return isAny ? "safe" : "no change";
}
