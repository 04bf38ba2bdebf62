import { type LinesOf, costLine, monthsOf } from "../line";

/** KMS keys. */
export const keyLines: LinesOf = (costing) =>
  costing.plan.resources("aws_kms_key").map((key) =>
    costLine(costing, key, {
      item: "KMS key",
      billedAs: "awskms",
      unitPrice: "kmsKeyMonth",
      factors: [monthsOf(costing)],
      assumption: "each of the first 2 yearly rotations adds 1 USD a month; requests are not counted",
    }),
  );
