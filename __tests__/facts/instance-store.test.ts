import { instanceTypesKnown } from "../../src/facts/instance-capacity";
import { instanceStoreGB } from "../../src/facts/instance-store";
import { allocatableStoreMiB } from "../../src/facts/node-disk";
import { gigabytes } from "../../src/facts/instance-store-sizes.json";

const TYPES = Object.keys(gigabytes);

/**
 * Volumes of instance stores and the size of each, in GB, from another source than the table: LeanerCloud/ec2-instances-info,
 * `generated_instances_data.txt` of 2023-08-30 (read 2026-11-26). It has no newer families.
 */
const VOLUMES: readonly (readonly [type: string, volumes: number, gigabytes: number])[] = [
  ["g4dn.xlarge", 1, 125],
  ["g4dn.2xlarge", 1, 225],
  ["g4dn.4xlarge", 1, 225],
  ["g4dn.8xlarge", 1, 900],
  ["g4dn.12xlarge", 1, 900],
  ["g4dn.16xlarge", 1, 900],
  ["g5.xlarge", 1, 250],
  ["g5.2xlarge", 1, 450],
  ["g5.4xlarge", 1, 600],
  ["g5.8xlarge", 1, 900],
  ["g5.12xlarge", 1, 3800],
  ["g5.16xlarge", 1, 1900],
  ["g5.24xlarge", 1, 3800],
  ["g5.48xlarge", 2, 3800],
  ["g5g.xlarge", 0, 0],
  ["g5g.16xlarge", 0, 0],
  ["p4d.24xlarge", 8, 1000],
  ["p4de.24xlarge", 8, 1000],
  ["p5.48xlarge", 8, 3800],
];

test.each(VOLUMES)("a %s has %i volumes of %i GB in another source too", (type, volumes, gigabytes) => {
  expect(instanceStoreGB(type)).toBe(volumes * gigabytes);
});

test("each type of the capacity tables has a size or none, and each size is of such a type", () => {
  const known = instanceTypesKnown();
  expect(known.filter((type) => instanceStoreGB(type) === undefined)).toEqual([]);
  expect(TYPES.filter((type) => !known.includes(type))).toEqual([]);
  expect(TYPES.length).toBeGreaterThan(30);
});

test.each(["i4i.xlarge", "g7e.2xlarge"])("the instance store of a %s is unknown", (type) => {
  expect(instanceStoreGB(type)).toBeUndefined();
});

// 2 volumes of 900 GB and 48 vCPUs: a c5d.12xlarge (awslabs/data-on-eks, pull request 689, 2024-10-30; read 2026-11-26).
test("a reported node with 1800 GB has more disk than the table computes, but for less than 0.5 %", () => {
  const reportedMiB = 1_756_689_344 / 1024;
  const allocatable = Math.floor(reportedMiB * 0.9) - 1024;
  const computed = allocatableStoreMiB(1800);
  expect(computed).toBeLessThanOrEqual(allocatable);
  expect(computed).toBeGreaterThan(allocatable * 0.995);
});
