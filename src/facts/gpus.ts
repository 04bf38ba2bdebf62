import { own } from "../base/own";
import facts from "./gpus-of-families.json";

/** A GPU of an instance family. */
export interface Gpu {
  readonly name: string;
  /** Memory of each GPU. */
  readonly memoryMiB: number;
  /** Compute capability, such as 89 for 8.9. */
  readonly capability: number;
}

/**
 * GPUs by instance family. All sizes of a family have the same GPU. The memory is that of EC2's API
 * (DescribeInstanceTypes, `GpuInfo`), which is less than the rounded size that product pages state,
 * such as 24 GB of an L4. Drivers reserve some of it. Families with a part of a GPU, g6f and gr6f,
 * are omitted.
 */
const FAMILIES: Readonly<Record<string, Gpu>> = facts.families;

/** Families of the table, the smallest memory of a GPU first. */
export const GPU_FAMILIES: readonly (readonly [family: string, gpu: Gpu])[] = Object.entries(FAMILIES).sort(
  ([, a], [, b]) => a.memoryMiB - b.memoryMiB,
);

/** The GPU of an instance type; undefined if its family is not in the table. */
export const gpuOf = (instanceType: string): Gpu | undefined =>
  own(FAMILIES, instanceType.split(".")[0] ?? "");
