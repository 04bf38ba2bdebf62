import { own } from "../base/own";
import { instanceCapacity } from "./instance-capacity";
import facts from "./instance-store-sizes.json";

/**
 * NVMe disks of instance types, in GB (10^9 bytes) of all disks together. A test compares those of older families with
 * another source.
 */
const GIGABYTES: Readonly<Record<string, number>> = facts.gigabytes;

/** Size of the instance store of a type, in GB; 0 without one, and undefined for a type that no table has. */
export const instanceStoreGB = (instanceType: string): number | undefined =>
  own(GIGABYTES, instanceType) ?? (instanceCapacity(instanceType) === undefined ? undefined : 0);
