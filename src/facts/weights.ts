/**
 * Rate at which a pod reads its weights from S3 if the file of the environment states none, in MiB per second.
 *
 * The lowest baseline bandwidth of the instance types in `instance-capacity.ts` is that of t3.medium: 256 Mbit/s, 30 MiB/s.
 * Source: aws/karpenter-provider-aws, `zz_generated.bandwidth.go`, which is read from the EC2 documentation of network
 * bandwidth (read 2026-11-22). No read from S3 was measured.
 */
export const WEIGHTS_MIB_PER_SECOND = 25;
