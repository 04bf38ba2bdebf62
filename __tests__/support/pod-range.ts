import { planWith } from "./changed-plans";
import { type Plan } from "./plan";

/** A range in the address space that carriers share (RFC 6598), which networks of companies seldom route. */
export const POD_RANGE = "100.64.0.0/16";

/** The change of a network whose pods have addresses in a range of their own. */
export const PODS_APART = { network: { podCidr: POD_RANGE } };

export const withPodRange = (environment = "retail-forecast", keys: object = {}): Plan =>
  planWith(environment, { ...keys, ...PODS_APART });
