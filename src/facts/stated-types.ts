import { own } from "../base/own";
import { type InstanceCapacity, instanceCapacity } from "./instance-capacity";

/** Sizes of an instance type that the file of an environment states, since no table has them. */
interface StatedType {
  readonly vcpus: number;
  readonly memoryGiB: number;
  /** Maximum number of pods with single addresses, as EKS lists it. */
  readonly pods: number;
  /** @default 0 */
  readonly gpus?: number | undefined;
}

/** Stated sizes by instance type. */
export type StatedTypes = Readonly<Record<string, StatedType>>;

/** Resources of an instance type by the tables, else by the file; undefined if neither has it. */
export function capacityOf(instanceType: string, stated: StatedTypes): InstanceCapacity | undefined {
  const size = own(stated, instanceType);
  return instanceCapacity(instanceType) ?? (size && capacity(size));
}

/** vCPUs of an instance type by the tables or the file, else as its name says. */
export const vcpusOfType = (instanceType: string, stated: StatedTypes): number =>
  capacityOf(instanceType, stated)?.vcpus ?? vcpusOf(instanceType);

/** One interface whose addresses give the stated number of pods: `podsBySingleAddresses` is their number less one, and two more. */
const capacity = ({ vcpus, memoryGiB, pods, gpus = 0 }: StatedType): InstanceCapacity => ({
  vcpus,
  memoryMiB: memoryGiB * 1024,
  gpus,
  interfaces: 1,
  addressesPerInterface: pods - 1,
});

/**
 * vCPUs of an instance type: those of the tables, else those that its size says. Sizes of a type
 * mean the same number in nearly all families (EC2 instance types guide, read 2026-11-20). 0 for a
 * size that says no number, such as `metal`.
 */
function vcpusOf(instanceType: string): number {
  const known = instanceCapacity(instanceType)?.vcpus;
  const [, size = ""] = instanceType.split(".");
  const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
  if (known !== undefined) return known;
  return times === undefined ? (own(SMALL_SIZES, size) ?? 0) : Number(times || 1) * 4;
}

const SMALL_SIZES: Readonly<Record<string, number>> = { medium: 1, large: 2 };
