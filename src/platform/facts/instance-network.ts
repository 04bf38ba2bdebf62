/**
 * Baseline of the first network card of instance types with GPUs, in Gbit per second. Pods use that card: the other cards of p4 and p5 carry traffic
 * between instances only. Smaller sizes are faster for a limited time.
 *
 * Source: `NetworkCards[0].BaselineBandwidthInGbps` of EC2's API (DescribeInstanceTypes) in `common/aws_net_params.json` of scylladb/scylla-machine-image
 * (revision 71d1252, read 2026-11-28), which has no p5.4xlarge and no p5e.48xlarge. That of p5.4xlarge, with one card, is of aws/karpenter-provider-aws
 * (`zz_generated.bandwidth.go` of 2026-08-21, read 2026-11-22).
 */
const GIGABITS: readonly (readonly [gigabits: number, types: string])[] = [
  [1.25, "g5g.xlarge"],
  [2.5, "g5.xlarge g5g.2xlarge g6.xlarge g6e.xlarge"],
  [5, "g4dn.xlarge g5.2xlarge g5g.4xlarge g6.2xlarge g6e.2xlarge"],
  [10, "g4dn.2xlarge g5.4xlarge g6.4xlarge"],
  [12, "g5g.8xlarge"],
  [20, "g4dn.4xlarge g6e.4xlarge"],
  [25, "g5.8xlarge g5.16xlarge g5g.16xlarge g6.8xlarge g6.16xlarge g6e.8xlarge"],
  [35, "g6e.16xlarge"],
  [40, "g5.12xlarge g6.12xlarge"],
  [50, "g4dn.8xlarge g4dn.12xlarge g4dn.16xlarge g5.24xlarge g6.24xlarge"],
  [100, "g5.48xlarge g6.48xlarge g6e.12xlarge p4d.24xlarge p4de.24xlarge p5.4xlarge p5.48xlarge"],
  [200, "g6e.24xlarge p5en.48xlarge"],
  [400, "g6e.48xlarge"],
];

const MIB_PER_GIGABIT = 1e9 / 8 / 2 ** 20;

const BASELINES: ReadonlyMap<string, number> = new Map(
  GIGABITS.flatMap(([gigabits, types]) =>
    types.split(" ").map((type) => [type, gigabits * MIB_PER_GIGABIT] as const),
  ),
);

/** Baseline of a type that the table lacks, in MiB per second: the lowest one of the table. */
export const LEAST_NETWORK_MIBPS = Math.min(...BASELINES.values());

/** Network baseline of an instance type for its pods, in MiB per second; undefined for a type that the table lacks. */
export const networkMiBpsOf = (instanceType: string): number | undefined => BASELINES.get(instanceType);

/** Network baseline of the slowest one of several types, in MiB per second. */
export const slowestNetworkMiBps = (instanceTypes: readonly string[]): number =>
  Math.min(...instanceTypes.map((type) => networkMiBpsOf(type) ?? LEAST_NETWORK_MIBPS));
