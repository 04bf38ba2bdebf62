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
import { passwordGrants } from "../../../../proof/model/identity/password-grants";
import { accountKey, rolesOf } from "../../../../proof/model/identity/roles";
import { mlflowServersOf, type MlflowServer } from "../model/servers";
import { bucketArn } from "../../../../shared/aws/aws";
import { homeOf } from "../../../../proof/model/home";
import { SERVER_ACTIONS } from "../facts/mlflow";
import { type EnvironmentPlan } from "../../../../proof/terraform-json/environment-plan";
import { type Check } from "../../../../proof/checks/check";

export const trackingPermissions: Check = {
  id: "tracking-permissions",
  severity: "error",
  title: "the role of an MLflow server uses its artifacts and the password of its database, and nothing else",
  why: "with fewer permissions, uploads fail; with more, a leaked server reads and deletes other data",
  fix: "match the role's policy with the folder of artifacts and the secret of the database",
  source: "mlflow 3.17.2, store/artifact/s3_artifact_repo.py (read 2026-11-22)",
  run: (plan) =>
    mlflowServersOf(plan).flatMap((server) => {
      const { owner } = server.pods;
      const account = accountKey(owner.namespace, accountOf(plan, server.pods));
      const [role] = rolesOf(plan).trusting(account);
      if (!role) return combinedFinding(owner.resource, owner.name, [`no role trusts ${account}`]);
      return combinedFinding(
        role.resource,
        `permissions of ${role.name}`,
        grantProblems(plan, role, wantedGrants(plan, server)),
      );
    }),
};

function wantedGrants(plan: EnvironmentPlan, { pods, destination }: MlflowServer): Grant[] {
  const home = homeOf(plan);
  const [, , bucket = "", ...path] = destination.split("/");
  const arn = bucketArn(home, bucket);
  const folder = `${path.join("/")}/*`;
  const key = bucketKeys(plan).get(bucket);
  return [
    ...SERVER_ACTIONS.objects.map((action) => grant(action, `${arn}/${folder}`)),
    grant("s3:ListBucket", arn, conditionText([["StringLike", "s3:prefix", [folder]]])),
    ...(key === undefined
      ? []
      : SERVER_ACTIONS.key.map((action) => grant(action, key, throughService(home, "s3")))),
    ...passwordGrants(plan, pods),
  ];
}
