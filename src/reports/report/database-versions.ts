import { type SupportPeriods } from "../../facts/kubernetes-versions";
import facts from "./support-of-databases.json";

/**
 * Major versions of Amazon RDS engines, by engine as Terraform writes it, with the last days of their support. A stack of another
 * source can contain the older ones.
 */
const DATABASE_CALENDAR: Readonly<Record<string, Readonly<Record<string, SupportPeriods>>>> = facts.calendar;

/** Support of the major version of `version` (`17.7` is `17`, `8.4.9` is `8.4`); undefined where the dates are unknown. */
export function databaseSupport(engine: string, version: string): SupportPeriods | undefined {
  const calendar = DATABASE_CALENDAR[engine] ?? {};
  const major = Object.keys(calendar).find((known) => version === known || version.startsWith(`${known}.`));
  return major === undefined ? undefined : calendar[major];
}
