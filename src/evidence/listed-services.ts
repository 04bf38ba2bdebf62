import listed from "./endpoint-services/services-by-region.json";

/** Names of services, by the regions that have their API; without regions where the source does not list these. */
const SERVICES: Readonly<Record<string, string>> = listed.services;

const regionsOf: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(SERVICES).flatMap(([regions, names]) =>
    names.split(" ").map((name) => [name, regions === "" ? [] : regions.split(" ")]),
  ),
);

/** The endpoint services of AWS, as `dev/endpoint-services` writes them. */
export const LISTED_SERVICES = {
  date: listed.date,
  /** Regions with the API of a service, by its name; empty if they are not known. */
  regionsOf,
  /** Regions that the lists have. A newer region is in none. */
  regions: new Set([...regionsOf.values()].flat()),
} as const;
