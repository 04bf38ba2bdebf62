import listed from "./endpoint-services/services-by-region.json";

/** The endpoint services of AWS, as `dev/endpoint-services` writes them. */
export interface ListedServices {
  readonly source: string;
  readonly date: string;
  /** Names of services, by the regions that have their API; without regions where the source does not list these. */
  readonly services: Readonly<Record<string, string>>;
}

export const LISTED: ListedServices = listed;

const REGIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(LISTED.services).flatMap(([regions, names]) =>
    names.split(" ").map((name) => [name, regions === "" ? [] : regions.split(" ")]),
  ),
);

/** Regions with the API of an endpoint service; empty if they are not known, undefined for a service that is not listed. */
export const regionsOfService = (name: string): readonly string[] | undefined => REGIONS.get(name);

const LISTED_REGIONS: ReadonlySet<string> = new Set([...REGIONS.values()].flat());

/** Whether the lists have a service in a region. A newer region is in none. */
export const isListedRegion = (region: string): boolean => LISTED_REGIONS.has(region);

export const listedNames = (): readonly string[] => [...REGIONS.keys()];
