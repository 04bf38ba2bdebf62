/**
 * Capacity Blocks for ML.
 *
 * Sources: Amazon EC2 user guide, "Find and purchase Capacity Blocks": they end at 11:30 UTC, and last up to 182 days; AWS PCS user guide, "Using Amazon
 * EC2 Capacity Blocks for ML", and a comparison of Classmethod of 2026-02-08, for p4de: families (read 2026-11-28). trn1 and trn2 are left out, since their types have no image here.
 */
export const BLOCK_FAMILIES: readonly string[] = ["p4d", "p4de", "p5", "p5e", "p5en", "p6-b200", "p6-b300"];

/** Time of the day at which each block ends, in UTC. */
export const BLOCK_END = "11:30";

export const LONGEST_BLOCK_DAYS = 182;
