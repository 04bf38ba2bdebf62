/**
 * Least root disk and instance of a parallel pull. Below this throughput a pull takes longer than layer by layer
 * (Convox, `fast_image_pull_enable`, which quotes AWS; read 2026-11-28). nodeadm ignores its gate on smaller
 * instances (awslabs/amazon-eks-ami, `UseSOCISnapshotter`, read 2026-11-28).
 */
export const PARALLEL_PULL = { diskMiBps: 600, vcpus: 4, memoryMiB: 7 * 1024 } as const;
