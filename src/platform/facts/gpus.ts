import { own } from "../../shared/values/own";

/** A GPU of an instance family. */
export interface Gpu {
  readonly name: string;
  /** Memory of each GPU. */
  readonly memoryMiB: number;
  /** Compute capability, such as 89 for 8.9. */
  readonly capability: number;
}

const gpu = (name: string, memoryMiB: number, capability: number): Gpu => ({ name, memoryMiB, capability });

/**
 * GPUs by instance family. All sizes of a family have the same GPU. The memory is that of EC2's API
 * (DescribeInstanceTypes, `GpuInfo`), which is less than the rounded size that product pages state, such as 24 GB of an
 * L4. Drivers reserve some of it. Families with a part of a GPU, g6f and gr6f, are omitted.
 *
 * Source: aws/karpenter-provider-aws, labels `instance-gpu-name` and `instance-gpu-memory` in its reference of instance
 * types, which it generates from that API (revision of 2026-08-21, read 2026-11-22). Compute capabilities: generations in vLLM
 * 0.33.0, `docs/features/quantization`, up to Hopper; those of Blackwell are not confirmed by a copy of NVIDIA's table (2026-11-28).
 */
const FAMILIES: Readonly<Record<string, Gpu>> = {
  g4dn: gpu("T4", 16_384, 75),
  g5: gpu("A10G", 22_888, 86),
  g5g: gpu("T4g", 16_384, 75),
  g6: gpu("L4", 22_888, 89),
  gr6: gpu("L4", 22_888, 89),
  g6e: gpu("L40S", 45_776, 89),
  g7e: gpu("RTX PRO Server 6000", 98_304, 120),
  p3dn: gpu("V100", 32_768, 70),
  p4d: gpu("A100", 40_960, 80),
  p4de: gpu("A100", 81_920, 80),
  p5: gpu("H100", 81_920, 90),
  p5e: gpu("H200", 144_384, 90),
  p5en: gpu("H200", 144_384, 90),
  "p6-b200": gpu("B200", 183_359, 100),
  "p6-b300": gpu("B300", 275_040, 103),
};

/** Families of the table, the smallest memory of a GPU first. */
export const GPU_FAMILIES: readonly (readonly [family: string, gpu: Gpu])[] = Object.entries(FAMILIES).sort(
  ([, a], [, b]) => a.memoryMiB - b.memoryMiB,
);

/** The GPU of an instance type; undefined if its family is not in the table. */
export const gpuOf = (instanceType: string): Gpu | undefined =>
  own(FAMILIES, instanceType.split(".")[0] ?? "");
