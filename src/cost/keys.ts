import { KMS_KEY_MONTH } from "../catalog/prices-services";
import { type LinesOf, lineOf, monthsOf } from "./line";

/** KMS keys that the environment makes. */
export const keyLines: LinesOf = (costing) =>
  costing.plan.resources("aws_kms_key").map((key) =>
    lineOf(costing, key, {
      item: "KMS key",
      billedAs: "awskms",
      table: KMS_KEY_MONTH,
      factors: [monthsOf(costing)],
      assumption:
        "a new key: its first two yearly rotations add a dollar a month each; requests are not counted",
    }),
  );
