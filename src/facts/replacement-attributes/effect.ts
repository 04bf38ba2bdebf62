/** How an argument differs from its previous value. */
export const DIFFERENCES = ["changed", "added", "removed"] as const;
export type ChangedForm = (typeof DIFFERENCES)[number];

/** Effect of a difference in a plan; `nothing` if the provider keeps the old value or ignores the new one. */
export type PlanEffect = "replace" | "update" | "nothing";
