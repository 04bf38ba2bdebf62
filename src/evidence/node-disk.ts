/**
 * Throughput of a gp3 volume that states none, in MiB per second (Amazon EBS user guide, "General Purpose SSD volumes", read
 * 2026-11-22).
 */
export const GP3_MIB_PER_SECOND = 125;

/**
 * Throughput of a root disk below which a pull of layers in parts at once is slower than one layer by layer (Convox, `fast_image_pull_enable`, which quotes
 * the documentation of AWS; the page of AWS itself was not read; 2026-11-28).
 */
export const PARALLEL_PULL_MIB_PER_SECOND = 600;

/** IOPS that a gp3 volume has without any setting, the most for each GiB, and the most throughput for each of them. Same source. */
export const GP3_IOPS = { included: 3000, perGiB: 500, mibPerSecond: 0.25 } as const;

/**
 * Disk of a node that the operating system and images need beside its pods, in MiB. A scheduler does not count it, and the
 * kubelet evicts pods at 10 % of free disk. These are figures of this project of 2026-11-22: AL2023 takes some 3 GiB, an
 * image counts twice (compressed layers and files), and one with CUDA libraries has 5 GiB and more. No node was measured.
 */
export const SYSTEM_AND_IMAGES_MIB = { withoutGpus: 10 * 1024, withGpus: 20 * 1024 } as const;
