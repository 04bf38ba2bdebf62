import { EKS_REGIONS } from "../regions";

type Place = readonly [latitude: number, longitude: number];

/**
 * Latitude and longitude of the city or state in the name of each region, in whole degrees. They decide only which region
 * is the nearest, so that a degree is exact enough.
 *
 * Source: names of regions in "AWS Regions" (AWS documentation), and the places that they name (read 2026-11-21).
 */
export const REGION_PLACES: Readonly<Record<string, Place>> = {
  "af-south-1": [-34, 18],
  "ap-east-1": [22, 114],
  "ap-east-2": [25, 122],
  "ap-northeast-1": [36, 140],
  "ap-northeast-2": [38, 127],
  "ap-northeast-3": [35, 136],
  "ap-south-1": [19, 73],
  "ap-south-2": [17, 78],
  "ap-southeast-1": [1, 104],
  "ap-southeast-2": [-34, 151],
  "ap-southeast-3": [-6, 107],
  "ap-southeast-4": [-38, 145],
  "ap-southeast-5": [3, 102],
  "ap-southeast-6": [-37, 175],
  "ap-southeast-7": [14, 101],
  "ca-central-1": [46, -74],
  "ca-west-1": [51, -114],
  "eu-central-1": [50, 9],
  "eu-central-2": [47, 9],
  "eu-north-1": [59, 18],
  "eu-south-1": [45, 9],
  "eu-south-2": [42, -1],
  "eu-west-1": [53, -6],
  "eu-west-2": [52, 0],
  "eu-west-3": [49, 2],
  "il-central-1": [32, 35],
  "me-central-1": [25, 55],
  "me-south-1": [26, 51],
  "mx-central-1": [21, -100],
  "sa-east-1": [-24, -47],
  "us-east-1": [39, -77],
  "us-east-2": [40, -83],
  "us-gov-east-1": [40, -83],
  "us-gov-west-1": [46, -123],
  "us-west-1": [37, -122],
  "us-west-2": [46, -120],
};

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
function distance([latitude, longitude]: Place, [otherLatitude, otherLongitude]: Place): number {
  const half = (difference: number): number => Math.sin(radians(difference) / 2) ** 2;
  const across = Math.cos(radians(latitude)) * Math.cos(radians(otherLatitude));
  return 2 * Math.asin(Math.sqrt(half(otherLatitude - latitude) + across * half(otherLongitude - longitude)));
}
