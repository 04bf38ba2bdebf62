import { type WaivedRules } from "./suppressions";
import { CHECKS } from "./all";
import { scannerRulesOf } from "./check";
import { type EnvironmentRecord } from "../terraform/environment-record";

type WaiverRecord = EnvironmentRecord["waivers"][number];

/** Waivers with the scanner rules of their checks: where a check is waived, these rules find the same. */
export const waivedRules = (waivers: readonly WaiverRecord[]): WaivedRules[] =>
  waivers.map(({ check, ...waiver }) => ({
    ...waiver,
    rules: CHECKS.filter(({ id }) => id === check).flatMap(scannerRulesOf),
  }));
