import facts from "../../../../src/facts/gpus-of-families.json";
import families from "../../../../src/facts/instance-families.json";
import { imageOf } from "../../../../src/facts/instance-types";
import secondFamilies from "../instance-families.json";
import second from "../gpus.json";
import { type SecondReading, differing } from "../reading";

interface SecondFamily {
  readonly gpu: string;
  readonly memoryMiB: number;
  readonly architecture: string;
}

const FAMILIES_OF_TABLE: Readonly<Record<string, { name: string; memoryMiB: number; capability: number }>> =
  facts.families;

const SECOND: Readonly<Record<string, SecondFamily>> = second.families;

/** Families with a part of a GPU. */
const WITHOUT_ROW = ["g6f", "gr6f"];

/** The second sources are older than it. */
const NEWEST = "p6e-gb200";

const AMI_TYPES: Readonly<Record<string, string>> = {
  x86_64: "AL2023_x86_64_NVIDIA",
  arm64: "AL2023_ARM_64_NVIDIA",
};

export const READINGS: readonly SecondReading[] = [
  {
    title: "GPUs of instance families: EC2's API",
    differences: () =>
      Object.entries(SECOND)
        .filter(([family]) => !WITHOUT_ROW.includes(family))
        .flatMap(([family, { gpu, memoryMiB }]) => [
          ...differing(`GPU of ${family}`, FAMILIES_OF_TABLE[family]?.name, gpu),
          ...differing(`memory of a GPU of ${family}`, FAMILIES_OF_TABLE[family]?.memoryMiB, memoryMiB),
        ]),
  },
  {
    title: "compute capabilities of GPUs: three published tables",
    differences: () =>
      Object.entries(second.capabilities).flatMap(([gpu, capability]) =>
        Object.entries(FAMILIES_OF_TABLE)
          .filter(([, { name }]) => name === gpu)
          .flatMap(([family, own]) =>
            differing(`compute capability of ${family}`, own.capability, capability),
          ),
      ),
  },
  {
    title: "images of families with GPUs: makers and architectures of EC2's API",
    differences: () => [
      ...Object.entries(SECOND).flatMap(([family, { architecture }]) =>
        differing(`image of ${family}`, imageOf([`${family}.xlarge`])?.amiType, AMI_TYPES[architecture]),
      ),
      ...families.families
        .filter((family) => family !== NEWEST && SECOND[family] === undefined)
        .filter((family) => imageOf([`${family}.xlarge`])?.gpu)
        .map((family) => `${family} has no GPU of NVIDIA in the second source`),
    ],
  },
  {
    title: "names of instance families and sizes: the table of the VPC CNI",
    differences: () => [
      ...families.families
        .filter((family) => family !== NEWEST && !secondFamilies.families.includes(family))
        .map((family) => `family ${family} is not in the second source`),
      ...families.sizes
        .filter((size) => !secondFamilies.sizes.includes(size))
        .map((size) => `size ${size} is not in the second source`),
    ],
  },
];
