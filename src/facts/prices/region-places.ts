import { EKS_REGIONS } from "../regions";
import facts from "./places.json";

interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * Latitude and longitude of the city or state in the name of each region, in whole degrees. They decide only which region
 * is the nearest, so that a degree is exact enough.
 */
export const REGION_PLACES: Readonly<Record<string, Place>> = facts.places;

/** The region of `candidates` that is nearest to a region; undefined if the region or all candidates are not known. */
export function nearestRegion<R extends string>(region: string, candidates: readonly R[]): R | undefined {
  const here = REGION_PLACES[region];
  if (!here || !EKS_REGIONS.includes(region)) return undefined;
  const byDistance = candidates.flatMap((candidate) => {
    const there = REGION_PLACES[candidate];
    return there ? [{ candidate, away: distance(here, there) }] : [];
  });
  return byDistance.sort((a, b) => a.away - b.away || (a.candidate < b.candidate ? -1 : 1))[0]?.candidate;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Central angle of two places on a sphere (haversine formula). */
function distance({ latitude, longitude }: Place, other: Place): number {
  const half = (difference: number): number => Math.sin(radians(difference) / 2) ** 2;
  const across = Math.cos(radians(latitude)) * Math.cos(radians(other.latitude));
  return (
    2 * Math.asin(Math.sqrt(half(other.latitude - latitude) + across * half(other.longitude - longitude)))
  );
}
