/** Disks of nodes. Throughput is in MiB per second. */
export const NODE_DISK = {
  /** A gp3 volume without any setting, and its limits (Amazon EBS user guide, "General Purpose SSD volumes", read 2026-11-22). */
  gp3: {
    mibPerSecond: 125,
    iops: 3000,
    mostIopsPerGiB: 500,
    mostMibPerSecondPerIops: 0.25,
  },
  /**
   * Throughput of a root disk below which a pull of layers in parts at once is slower than one
   * layer by layer (Convox, `fast_image_pull_enable`, which quotes the documentation of AWS; the
   * page of AWS itself was not read; 2026-11-28).
   */
  parallelPullMibPerSecond: 600,
  /**
   * Disk that the operating system and images need beside the pods, in MiB. A scheduler does not
   * count it, and the kubelet evicts pods at 10 % of free disk. These are figures of this project
   * of 2026-11-22: AL2023 takes some 3 GiB, an image counts twice (compressed layers and files),
   * and one with CUDA libraries has 5 GiB and more. No node was measured.
   */
  systemAndImagesMiB: { withoutGpus: 10 * 1024, withGpus: 20 * 1024 },
} as const;
