import { LISTED_CHECKS } from "../../checks/listed";
import { type Result, severityOf } from "../../checks/run";
import { type Harm } from "./harm";
import { type Level } from "./line";

type Found = Pick<
  Result,
  "check" | "layer" | "address" | "requestedBy" | "isNotice" | "isAdvice" | "isLeftover"
>;

/** The harm of a new finding: an outage if a needed connection stops; undefined if the change by itself says it all. */
export const harmOfFinding = ({ check }: Pick<Found, "check">): Harm | undefined =>
  check.isOutage === true ? "outage" : undefined;

/** The meaning of findings between two applies, if no order avoids them. */
export function betweenApplies(checks: readonly (string | undefined)[]): {
  readonly level: Level;
  readonly harm?: Harm;
} {
  const known = checks.map((id) => LISTED_CHECKS.find((check) => check.id === id));
  if (known.some((check) => check?.isOutage)) return { level: "attention", harm: "outage" };
  return { level: known.every((check) => check?.actsLater) ? "info" : "attention" };
}

/** Identity of a finding without its message: where it was found before, the connection did not work before either. */
export const subjectOf = ({ check, layer, address }: Pick<Found, "check" | "layer" | "address">): string =>
  `${check.id} ${layer}/${address}`;

/**
 * New findings are attention, except for those that more protection leaves, and warnings on what could be narrower. Topics judge what
 * opens.
 */
export const levelOfFinding = (result: Found): Level =>
  (result.check.findsExcess === true && severityOf(result) === "warning") || result.isLeftover === true
    ? "info"
    : "attention";
