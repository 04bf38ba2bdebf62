import { bucketGrants } from "../../../infrastructure/identity-grants";
import { type Check, combinedFinding } from "../../../checks/check";
import { accountFindings } from "./account-findings";
import { PROMOTION_ACTIONS } from "../facts/promotion";
import { type Promotion, promotionsOf } from "../model/promotions";
import { addressProblems, trackingAddressOf } from "../model/tracking";

const KEY = "components.mlflow.promotes";

export const modelPromotion: Check = {
  id: "model-promotion",
  severity: "error",
  title:
    "a job that copies versions of models writes those that the file names, and nothing else, and finds the registry",
  why: "with more permissions, a leaked job replaces the files of other models; with fewer, no version arrives",
  fix: "match the role's policy and the arguments of the job with the key, or set the variable that the message names",
  source: "images/mlflow/promote.py; boto3 1.44.5, s3/transfer.py (read 2026-11-28)",
  run: (plan, { statedOf }) =>
    promotionsOf(plan).flatMap((promotion) => {
      const { pods, bucket, models } = promotion;
      return [
        ...accountFindings(
          plan,
          pods,
          bucketGrants(
            plan,
            bucket,
            PROMOTION_ACTIONS,
            models.map((name) => `${name}/*`),
          ),
        ),
        ...combinedFinding(pods.owner.resource, pods.owner.name, [
          ...addressProblems(plan, trackingAddressOf(plan, pods), pods.owner.namespace),
          ...statedProblems(promotion, statedOf(plan.name).promotes),
        ]),
      ];
    }),
};

function statedProblems({ models }: Promotion, stated: readonly string[] | undefined): string[] {
  if (stated === undefined) return [];
  return [
    ...models
      .filter((name) => !stated.includes(name))
      .map((name) => `it copies ${name}, and ${KEY} does not name it`),
    ...stated
      .filter((name) => !models.includes(name))
      .map((name) => `it does not copy ${name}, and ${KEY} names it`),
  ];
}
