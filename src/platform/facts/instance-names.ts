import { nearest } from "../../shared/messages/did-you-mean";
import { instanceTypesKnown } from "./instance-capacity";

/**
 * Families of EC2 instance types, and the sizes that any of them has.
 *
 * Source: reference of instance types of aws/karpenter-provider-aws, of 2026-08-21 (read 2026-11-25), which has the types of
 * EC2's API, and p6e-gb200 of `instance-types.ts`.
 */
const FAMILIES: readonly string[] = [
  ...["a1", "c1", "c3", "c4", "c5", "c5a", "c5ad", "c5d", "c5n", "c6a", "c6g", "c6gd", "c6gn", "c6i", "c6id"],
  ...["c6in", "c7a", "c7g", "c7gd", "c7gn", "c7i", "c7i-flex", "c8a", "c8g", "c8gb", "c8gd", "c8gn", "c8i"],
  ...["c8i-flex", "c8ib", "c8id", "c8in", "c8ine", "c9g", "c9gd", "d2", "d3", "d3en", "dl2q", "f2"],
  ...["g4ad", "g4dn", "g5", "g5g", "g6", "g6e", "g6f", "g7", "g7e", "gr6", "gr6f", "h1", "hpc6a"],
  ...["hpc6id", "hpc7a", "hpc7g", "hpc8a", "i2", "i3", "i3en", "i4g", "i4i", "i7i", "i7ie", "i8g", "i8ge"],
  ...["im4gn", "inf1", "inf2", "is4gen", "m1", "m2", "m3", "m4", "m5", "m5a", "m5ad", "m5d", "m5dn", "m5n"],
  ...["m5zn", "m6a", "m6g", "m6gd", "m6i", "m6id", "m6idn", "m6in", "m7a", "m7g", "m7gd", "m7i", "m7i-flex"],
  ...["m8a", "m8azn", "m8g", "m8gb", "m8gd", "m8gn", "m8i", "m8i-flex", "m8ib", "m8id", "m8idb", "m8idn"],
  ...["m8in", "m8ine", "m9g", "m9gd", "p3dn", "p4d", "p4de", "p5", "p5e", "p5en", "p6-b200", "p6-b300"],
  ...["p6e-gb200", "r3", "r4", "r5", "r5a", "r5ad", "r5b", "r5d", "r5dn", "r5n", "r6a", "r6g", "r6gd", "r6i"],
  ...["r6id", "r6idn", "r6in", "r7a", "r7g", "r7gd", "r7i", "r7iz", "r8a", "r8g", "r8gb", "r8gd", "r8gn"],
  ...["r8i", "r8i-flex", "r8ib", "r8id", "r8idb", "r8idn", "r8in", "t1", "t2", "t3", "t3a", "t4g", "trn1"],
  ...["trn1n", "trn2", "u-3tb1", "u-6tb1", "u7i-12tb", "u7i-6tb"],
  ...[
    "u7i-8tb",
    "u7in-16tb",
    "u7in-24tb",
    "u7in-32tb",
    "vt1",
    "x1",
    "x1e",
    "x2gd",
    "x2idn",
    "x2iedn",
    "x2iezn",
  ],
  ...["x8aedz", "x8g", "x8i", "z1d"],
];

const SIZES: readonly string[] = [
  ...["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge", "3xlarge", "4xlarge", "6xlarge"],
  ...[
    "8xlarge",
    "9xlarge",
    "10xlarge",
    "12xlarge",
    "16xlarge",
    "18xlarge",
    "24xlarge",
    "32xlarge",
    "48xlarge",
  ],
  ...["56xlarge", "64xlarge", "96xlarge", "112xlarge", "224xlarge"],
  ...["metal", "metal-12xl", "metal-16xl", "metal-24xl", "metal-32xl", "metal-48xl", "metal-96xl"],
];

export const isInstanceType = (type: string): boolean => {
  const [family = "", size = "", ...rest] = type.split(".");
  return FAMILIES.includes(family) && SIZES.includes(size) && rest.length === 0;
};

/** Whether any family has the size of a type: a newer family has the sizes of the others, so a type without one is misspelled. */
export const hasInstanceSize = (type: string): boolean => SIZES.includes(type.split(".")[1] ?? "");

/** The instance type that is most similar to a misspelled one, first of those whose size is known; undefined if none is similar. */
export const similarInstanceType = (type: string): string | undefined =>
  nearest(type, [
    ...instanceTypesKnown(),
    ...FAMILIES.flatMap((family) => SIZES.map((size) => `${family}.${size}`)),
  ]);
