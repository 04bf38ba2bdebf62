import { own } from "../base/own";
import { type InstanceCapacity, instanceCapacity, vcpusOf } from "./instance-capacity";

/** Sizes of an instance type that the file of an environment states, since no table has them. */
export interface StatedType {
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
