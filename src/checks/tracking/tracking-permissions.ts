import { combinedFinding, text } from "../../analysis/blocks";
import { accountKey, rolesOf } from "../../analysis/identity/roles";
import { databasesOf } from "../../analysis/network/databases";
import { resolveReferences } from "../../analysis/references";
import { trackingServersOf, type TrackingServer } from "../../analysis/tracking/tracking-servers";
import { bucketArn, serviceDomain } from "../../core/aws";
import { homeOf } from "../../analysis/home";
import { SERVER_ACTIONS } from "../../knowledge/mlflow";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check } from "../check";

export const trackingPermissions: Check = {
  id: "tracking-permissions",
  severity: "error",
  title: "the role of an MLflow server uses its artifacts and the password of its database, and nothing else",
  why: "with fewer permissions, uploads fail; with more, a leaked server reads and deletes other data",
  fix: "match the role's policy with the folder of artifacts and the secret of the database",
  source: "mlflow 3.17.2, store/artifact/s3_artifact_repo.py (read 2026-11-22)",
  run: (plan) =>
    trackingServersOf(plan).flatMap((server) => {
      const { owner, spec } = server.pods;
      const account = accountKey(owner.namespace, text(spec["service_account_name"]) ?? "default");
      const [role] = rolesOf(plan).trusting(account);
      if (!role) return combinedFinding(owner.resource, owner.name, [`no role trusts ${account}`]);
      const { layer } = role.resource;
      const wanted = new Set(wantedGrants(plan, server));
      const held = new Set(
        role.statements.flatMap(({ effect, actions, resources, conditions }) =>
          actions.flatMap((action) =>
            resources.map(
              (resource) =>
                `${effect} ${action} on ${resolveReferences(plan, { layer, value: resource })}${conditions.map(({ key, values }) => ` if ${key} ${values.join()}`).join("")}`,
            ),
          ),
        ),
      );
      return combinedFinding(role.resource, `permissions of ${role.name}`, [
        ...[...wanted].filter((each) => !held.has(each)).map((each) => `missing ${each}`),
        ...[...held].filter((each) => !wanted.has(each)).map((each) => `not needed: ${each}`),
        ...role.managed.map((policy) => `not needed: ${policy}`),
      ]);
    }),
};

function wantedGrants(plan: EnvironmentPlan, { pods, destination }: TrackingServer): string[] {
  const home = homeOf(plan);
  const [, , bucket = "", ...path] = destination.split("/");
  const arn = bucketArn(home, bucket);
  const folder = path.join("/");
  const domain = `${home.region}.${serviceDomain(home)}`;
  const [database] = databasesOf(plan)
    .filter(({ clients }) => clients.includes(pods))
    .map(({ resource }) => resource);
  const key = (attribute: string) =>
    database ? resolveReferences(plan, { layer: database.layer, value: database.config[attribute] }) : "";
  const secret = database
    ? [`\${${database.layer}/${database.address}.master_user_secret[0].secret_arn}`]
    : [];
  return [
    ...SERVER_ACTIONS.objects.map((action) => `Allow ${action} on ${arn}/${folder}/*`),
    `Allow s3:ListBucket on ${arn} if s3:prefix ${folder}/*`,
    ...SERVER_ACTIONS.key.map(
      (action) => `Allow ${action} on ${key("kms_key_id")} if kms:ViaService s3.${domain}`,
    ),
    ...secret.flatMap((each) => SERVER_ACTIONS.secret.map((action) => `Allow ${action} on ${each}`)),
    `Allow kms:Decrypt on ${key("master_user_secret_kms_key_id")} if kms:ViaService secretsmanager.${domain}`,
  ];
}
