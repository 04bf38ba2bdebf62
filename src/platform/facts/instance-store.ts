import { own } from "../../shared/values/own";
import { allocatableFileSystemMiB, instanceCapacity } from "./instance-capacity";

/**
 * NVMe disks of instance types, in GB (10^9 bytes) of all disks together.
 *
 * Source: aws/karpenter-provider-aws, label `instance-local-nvme` in its reference of instance types, which it generates from EC2's API
 * (revision of 2026-08-21, read 2026-11-26). A test compares those of older families with another source.
 */
const GIGABYTES: Readonly<Record<string, number>> = {
  "g4dn.xlarge": 125,
  "g4dn.2xlarge": 225,
  "g4dn.4xlarge": 225,
  "g4dn.8xlarge": 900,
  "g4dn.12xlarge": 900,
  "g4dn.16xlarge": 900,
  "g5.xlarge": 250,
  "g5.2xlarge": 450,
  "g5.4xlarge": 600,
  "g5.8xlarge": 900,
  "g5.12xlarge": 3800,
  "g5.16xlarge": 1900,
  "g5.24xlarge": 3800,
  "g5.48xlarge": 7600,
  "g6.xlarge": 250,
  "g6.2xlarge": 450,
  "g6.4xlarge": 600,
  "g6.8xlarge": 900,
  "g6.12xlarge": 3760,
  "g6.16xlarge": 1880,
  "g6.24xlarge": 3760,
  "g6.48xlarge": 7520,
  "g6e.xlarge": 250,
  "g6e.2xlarge": 450,
  "g6e.4xlarge": 600,
  "g6e.8xlarge": 900,
  "g6e.12xlarge": 3800,
  "g6e.16xlarge": 1900,
  "g6e.24xlarge": 3800,
  "g6e.48xlarge": 7600,
  "p4d.24xlarge": 8000,
  "p4de.24xlarge": 8000,
  "p5.4xlarge": 3800,
  "p5.48xlarge": 30400,
  "p5e.48xlarge": 30400,
  "p5en.48xlarge": 30400,
};

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
