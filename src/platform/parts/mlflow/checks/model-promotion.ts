import { combinedFinding } from "../../../../proof/model/blocks";
import { accountOf } from "../../../../proof/model/kubernetes/named-by-pods";
import { bucketKeys } from "../../../../proof/model/identity/bucket-keys";
import {
  type Grant,
  conditionText,
  grant,
  grantProblems,
  throughService,
} from "../../../../proof/model/identity/held-grants";
import { accountKey, rolesOf } from "../../../../proof/model/identity/roles";
import { homeOf } from "../../../../proof/model/home";
import { bucketArn } from "../../../../shared/aws/aws";
import { type Check, type Finding } from "../../../../proof/checks/check";
import { type EnvironmentPlan } from "../../../../proof/terraform-json/environment-plan";
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
      const { pods } = promotion;
      return [
        ...roleFindings(plan, promotion),
        ...combinedFinding(pods.owner.resource, pods.owner.name, [
          ...addressProblems(plan, trackingAddressOf(plan, pods), pods.owner.namespace),
          ...statedProblems(promotion, statedOf(plan.name).promotes),
        ]),
      ];
    }),
};

function roleFindings(plan: EnvironmentPlan, promotion: Promotion): Finding[] {
  const { owner } = promotion.pods;
  const account = accountKey(owner.namespace, accountOf(plan, promotion.pods));
  const [role] = rolesOf(plan).trusting(account);
  if (!role) return combinedFinding(owner.resource, owner.name, [`no role trusts ${account}`]);
  return combinedFinding(
    role.resource,
    `permissions of ${role.name}`,
    grantProblems(plan, role, wantedGrants(plan, promotion)),
  );
}

function wantedGrants(plan: EnvironmentPlan, { bucket, models }: Promotion): Grant[] {
  const home = homeOf(plan);
  const arn = bucketArn(home, bucket);
  const key = bucketKeys(plan).get(bucket);
  const prefixes = models.map((name) => `${name}/*`);
  return [
    ...PROMOTION_ACTIONS.objects.flatMap((action) =>
      prefixes.map((prefix) => grant(action, `${arn}/${prefix}`)),
    ),
    grant("s3:ListBucket", arn, conditionText([["StringLike", "s3:prefix", prefixes]])),
    ...(key === undefined
      ? []
      : PROMOTION_ACTIONS.key.map((action) => grant(action, key, throughService(home, "s3")))),
  ];
}

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
