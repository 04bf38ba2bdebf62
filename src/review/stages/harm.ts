import { HARMS, type Harm } from "./harms";
export { HARMS, type Harm };

/** The worst of several harms; `none` without any. */
export const worstOf = (harms: readonly Harm[]): Harm => HARMS.find((each) => harms.includes(each)) ?? "none";

/** Sorts the worst first. */
export const byHarm = (one: Harm, other: Harm): number => HARMS.indexOf(one) - HARMS.indexOf(other);

/** True for a harm that stops a merge: its lines make a change destructive. */
export const stops = (harm: Harm): boolean => HARMS.indexOf(harm) <= HARMS.indexOf("outage");

/** True for a harm that a reviewer must confirm as intended. */
export const needsAttention = (harm: Harm): boolean => HARMS.indexOf(harm) <= HARMS.indexOf("nodes roll");
