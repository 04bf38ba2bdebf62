/**
 * Limits of a gp3 volume that each region and AMI accept (Amazon EBS user guide, "General Purpose
 * SSD volumes", read 2026-11-22, before larger volumes were announced everywhere). Throughput is in
 * MiB per second. The price of a volume includes the least ones.
 */
export const GP3_LIMITS = {
  iops: { least: 3000, most: 16_000, perGiB: 500 },
  throughput: { least: 125, most: 1000, perIops: 0.25 },
} as const;
