import { own } from "../base/own";
import { allocatableFileSystemMiB, instanceCapacity } from "./instance-capacity";
import facts from "./instance-store-sizes.json";

/** NVMe disks of instance types, in GB (10^9 bytes) of all disks together. A test compares those of older families with another source. */
const GIGABYTES: Readonly<Record<string, number>> = facts.gigabytes;

/** Types that have an instance store. */
export const typesWithInstanceStore = (): string[] => Object.keys(GIGABYTES);

/** Size of the instance store of a type, in GB; 0 without one, and undefined for a type that no table has. */
export const instanceStoreGB = (instanceType: string): number | undefined =>
  own(GIGABYTES, instanceType) ?? (instanceCapacity(instanceType) === undefined ? undefined : 0);

/**
 * Share of an instance store that the RAID and its file system take at most. Reported: 0.07 % of 1800 GB on a node with AL2023
 * (awslabs/data-on-eks, pull request 689, 2024-10-30). The log of XFS and the start of each disk take some 200 MiB of a small one.
 */
const FORMAT = 0.005;

/** Allocatable ephemeral storage of an AL2023 node that has it on an instance store of a size. */
export const allocatableStoreMiB = (gigabytes: number): number =>
  allocatableFileSystemMiB(((gigabytes * 10 ** 9) / 2 ** 20) * (1 - FORMAT));
