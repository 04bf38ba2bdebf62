/** Things that a change ends or disturbs, the worst first. */
export const HARMS = [
  "data lost",
  "outage",
  "cannot go back",
  "nodes roll",
  "replaced",
  "pods roll",
  "in place",
  "tags only",
  "none",
] as const;
export type Harm = (typeof HARMS)[number];

/** The worst of several harms; `none` without any. */
export const worstOf = (harms: readonly Harm[]): Harm => HARMS.find((each) => harms.includes(each)) ?? "none";

/** Sorts the worst first. */
export const byHarm = (one: Harm, other: Harm): number => HARMS.indexOf(one) - HARMS.indexOf(other);

/** True for a harm that stops a merge: its lines make a change destructive. */
export const stops = (harm: Harm): boolean => harm === "data lost" || harm === "outage";

/** True for a harm that a reviewer must confirm as intended. */
export const needsAttention = (harm: Harm): boolean =>
  stops(harm) || harm === "cannot go back" || harm === "nodes roll";
