/** How an argument differs from what it was. */
export const DIFFERENCES = ["changed", "added", "removed"] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** What Terraform does about a difference; `nothing` where the provider keeps the old value, or ignores the new one. */
export type Effect = "replace" | "update" | "nothing";
