import { partitionOf } from "../facts/aws";
import facts from "./locality/regions-of-partitions.json";

/** A partition of AWS with its regions, the domain of its services, and the region of services without a region of their own. */
export interface Partition {
  readonly id: string;
  readonly domain: string;
  /** Region of the APIs of billing, IAM and Route 53. */
  readonly global: string;
  readonly regions: readonly string[];
}

const PARTITIONS: readonly Partition[] = facts.partitions;

const BY_REGION = new Map(
  PARTITIONS.flatMap((partition) => partition.regions.map((each) => [each, partition])),
);

/** The partition of a region; undefined for a region that AWS did not have on the day of the list. */
export const partitionIn = (region: string): Partition | undefined => BY_REGION.get(region);

/** The partition of the region of an environment, also of one that is newer than the list: by the beginning of its name. */
export const homePartition = (region: string): Partition | undefined =>
  partitionIn(region) ?? PARTITIONS.find(({ id }) => region !== "" && id === partitionOf(region));
