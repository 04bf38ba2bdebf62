import { type SupportPeriods } from "./support-periods";

/**
 * Major versions of Amazon RDS engines, by engine as Terraform writes it, with the last days of their support. A stack of another
 * source can contain the older ones.
 *
 * Source: release calendars of Amazon RDS for PostgreSQL and Amazon RDS for MySQL, as endoflife.date republishes them: MySQL in a
 * revision of 2026, PostgreSQL in one of 2025 (read 2026-11-23). Version 18 of PostgreSQL is newer than this revision, so its dates
 * are unknown here.
 */
const DATABASE_CALENDAR: Readonly<Record<string, Readonly<Record<string, SupportPeriods>>>> = {
  postgres: {
    "13": { standardSupportEnds: "2026-02-28", extendedSupportEnds: "2029-02-28" },
    "14": { standardSupportEnds: "2027-02-28", extendedSupportEnds: "2030-02-28" },
    "15": { standardSupportEnds: "2028-02-29", extendedSupportEnds: "2031-02-28" },
    "16": { standardSupportEnds: "2029-02-28", extendedSupportEnds: "2032-02-29" },
    "17": { standardSupportEnds: "2030-02-28", extendedSupportEnds: "2033-02-28" },
  },
  mysql: {
    "5.7": { standardSupportEnds: "2024-02-29", extendedSupportEnds: "2027-02-28" },
    "8.0": { standardSupportEnds: "2026-07-31", extendedSupportEnds: "2029-07-31" },
    "8.4": { standardSupportEnds: "2029-07-31", extendedSupportEnds: "2032-07-31" },
  },
};

/** Support of the major version of `version` (`17.7` is `17`, `8.4.9` is `8.4`); undefined where the dates are unknown. */
export function databaseSupport(engine: string, version: string): SupportPeriods | undefined {
  const calendar = DATABASE_CALENDAR[engine] ?? {};
  const major = Object.keys(calendar).find((known) => version === known || version.startsWith(`${known}.`));
  return major === undefined ? undefined : calendar[major];
}
