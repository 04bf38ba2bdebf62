import { bucketGrants } from "../../../infrastructure/identity-grants";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { accountFindings } from "./account-findings";
import { PROMOTION_ACTIONS } from "../facts/promotion";
import { type Promotion, promotionsOf } from "../model/promotions";
import { trackingAddressOf, trackingProblems } from "../model/tracking";
import TEXTS from "./texts.json";

const KEY = "components.mlflow.promotes";

export const modelPromotion: Check = {
  ...ruleOf(TEXTS, "model-promotion"),
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
          ...trackingProblems(plan, trackingAddressOf(plan, pods), pods.owner.namespace),
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
