/**
 * Baseline network bandwidth of instance types, in Mbit per second. Smaller sizes are faster for a limited time.
 *
 * Source: aws/karpenter-provider-aws, `zz_generated.bandwidth.go` of 2026-08-21, which is read from the EC2 documentation
 * (read 2026-11-22). Those of p4 and p5 are of one network card: pods use the first one (EC2 user guide, "Maximize network bandwidth on Amazon EC2
 * instances with multiple network cards", read 2026-11-28).
 */
const SIZES = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"];

/** Families with all of those sizes. */
const FAMILIES: readonly (readonly [families: string, megabits: readonly number[]])[] = [
  ["c6i c6a c7i c7a m6i m6a m7i m7a r6i r6a r7i r7a", [781, 1562, 3125, 6250, 12_500, 18_750, 25_000]],
  ["c7g m7g r7g", [937, 1876, 3750, 7500, 15_000, 22_500, 30_000]],
  ["c6g m6g r6g", [750, 1250, 2500, 5000, 12_000, 20_000, 25_000]],
  ["m5 r5", [750, 1250, 2500, 5000, 10_000, 12_000, 20_000]],
  ["m5a", [750, 1250, 2500, 5000, 7500, 10_000, 12_000]],
];

const SINGLE: readonly (readonly [megabits: number, types: string])[] = [
  [256, "t3.medium t3a.medium t4g.medium"],
  [512, "t3.large t3a.large t4g.large"],
  [1024, "t3.xlarge t3a.xlarge t4g.xlarge"],
  [2048, "t3.2xlarge t3a.2xlarge t4g.2xlarge"],
  [1250, "g5g.xlarge"],
  [2500, "g5.xlarge g5g.2xlarge g6.xlarge g6e.xlarge"],
  [5000, "g4dn.xlarge g5.2xlarge g5g.4xlarge g6.2xlarge g6e.2xlarge"],
  [10_000, "g4dn.2xlarge g5.4xlarge g6.4xlarge"],
  [12_000, "g5g.8xlarge"],
  [20_000, "g4dn.4xlarge g6e.4xlarge"],
  [25_000, "g5.8xlarge g5.16xlarge g5g.16xlarge g6.8xlarge g6.16xlarge g6e.8xlarge"],
  [35_000, "g6e.16xlarge"],
  [40_000, "g5.12xlarge g6.12xlarge"],
  [50_000, "g4dn.8xlarge g4dn.12xlarge g4dn.16xlarge g5.24xlarge g6.24xlarge"],
  [
    100_000,
    "g5.48xlarge g6.48xlarge g6e.12xlarge p4d.24xlarge p4de.24xlarge p5.4xlarge p5.48xlarge p5e.48xlarge",
  ],
  [200_000, "g6e.24xlarge p5en.48xlarge"],
  [400_000, "g6e.48xlarge"],
];

const MEGABITS: ReadonlyMap<string, number> = new Map([
  ...SINGLE.flatMap(([megabits, types]) => types.split(" ").map((type) => [type, megabits] as const)),
  ...FAMILIES.flatMap(([families, megabits]) =>
    families
      .split(" ")
      .flatMap((family) => SIZES.map((size, index) => [`${family}.${size}`, megabits[index] ?? 0] as const)),
  ),
]);

/** Baseline of an instance type, in MiB per second; undefined for a type that the table lacks. */
export function baselineMibPerSecond(instanceType: string): number | undefined {
  const megabits = MEGABITS.get(instanceType);
  return megabits === undefined ? undefined : (megabits * 1e6) / 8 / 2 ** 20;
}
