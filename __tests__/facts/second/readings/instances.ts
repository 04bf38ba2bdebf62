import { instanceCapacity, instanceTypesKnown, podsOf } from "../../../../src/facts/instance-capacity";
import sizes from "../../../../src/facts/instance-sizes.json";
import { instanceStoreGB } from "../../../../src/facts/instance-store";
import stores from "../../../../src/facts/instance-store-sizes.json";
import networks from "../../../../src/facts/network-baselines.json";
import second from "../instance-types.json";
import { type SecondReading, differing } from "../reading";

interface SecondType {
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly interfaces: number;
  readonly addressesPerInterface: number;
  readonly pods?: number;
  readonly gpus?: number;
  readonly storeGB?: number;
  readonly baselineGbps?: number;
}

const SECOND: Readonly<Record<string, SecondType>> = second.types;
const GIGABITS: Readonly<Record<string, number>> = networks.gigabits;

const ofEachType = (
  types: readonly string[],
  compared: (type: string, row: SecondType) => readonly string[],
): readonly string[] =>
  types.flatMap((type) => {
    const row = SECOND[type];
    return row ? compared(type, row) : [`${type} is not in the second source`];
  });

function capacityDifferences(type: string, row: SecondType): readonly string[] {
  const own = instanceCapacity(type);
  return [
    ...differing(`vCPUs of ${type}`, own?.vcpus, row.vcpus),
    ...differing(`memory of ${type}`, own?.memoryMiB, row.memoryMiB),
    ...differing(`GPUs of ${type}`, own?.gpus, row.gpus ?? 0),
    ...differing(`interfaces of ${type}`, own?.interfaces, row.interfaces),
    ...differing(
      `addresses of an interface of ${type}`,
      own?.addressesPerInterface,
      row.addressesPerInterface,
    ),
  ];
}

/** Types whose pods the second source computes from all network cards, and this project from the first one. */
const SEVERAL_CARDS = /^(g6e\.(24|48)xlarge|p[45])/;

function podDifferences(type: string, { pods }: SecondType): readonly string[] {
  const own = instanceCapacity(type);
  if (!own || pods === undefined || SEVERAL_CARDS.test(type)) return [];
  return differing(`pods of ${type}`, podsOf(own).singleAddresses, pods);
}

export const READINGS: readonly SecondReading[] = [
  {
    title: "capacity of instance types: EC2's API",
    differences: () => ofEachType(instanceTypesKnown(), capacityDifferences),
  },
  {
    title: "pods of instance types: the table of the VPC CNI",
    differences: () => ofEachType(instanceTypesKnown(), podDifferences),
  },
  {
    title: "families and sizes without GPUs: EC2's API has each of them",
    differences: () =>
      Object.keys(sizes.familiesMemoryGiBPerVcpu).flatMap((family) =>
        Object.keys(sizes.sizes)
          .map((size) => `${family}.${size}`)
          .filter((type) => SECOND[type] === undefined)
          .map((type) => `${type} is not in the second source`),
      ),
  },
  {
    title: "types of the tables: none was renamed",
    differences: () =>
      Object.keys(SECOND)
        .filter((type) => instanceCapacity(type) === undefined)
        .map((type) => `${type} is only in the second source`),
  },
  {
    title: "instance stores: EC2's API",
    differences: () =>
      ofEachType([...instanceTypesKnown(), ...Object.keys(stores.gigabytes)], (type, row) =>
        differing(`instance store of ${type}`, instanceStoreGB(type), row.storeGB ?? 0),
      ),
  },
  {
    title: "network baselines: EC2's API",
    differences: () =>
      ofEachType(Object.keys(networks.gigabits), (type, row) =>
        differing(`network baseline of ${type}`, GIGABITS[type], row.baselineGbps),
      ),
  },
  {
    title: "network baselines: every GPU type but one has a row",
    differences: () =>
      Object.entries(SECOND)
        .filter(([type, { gpus }]) => gpus !== undefined && type !== "p5e.48xlarge")
        .filter(([type]) => GIGABITS[type] === undefined)
        .map(([type]) => `${type} has no network baseline`),
  },
];
