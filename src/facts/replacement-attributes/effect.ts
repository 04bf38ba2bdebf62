/** How an argument differs from its previous value. */
export const DIFFERENCES = ["changed", "added", "removed"] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** Effect of a difference in a plan; `nothing` if the provider keeps the old value or ignores the new one. */
export type Effect = "replace" | "update" | "nothing";
