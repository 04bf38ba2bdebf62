import { type EnvironmentPlan } from "../terraform/environment-plan";
import { homeOf, resolveReferences } from "./text-references";
import { databasesOf } from "./network-databases";
import { type Pods } from "./kubernetes-objects";
import { type Grant, grant, throughService } from "./held-grants";

/** Actions of the driver that mounts the password with the role of the pod (AWS Secrets Manager user guide, "ASCP", read 2026-11-22). */
const PASSWORD_ACTIONS = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"];

/** Permissions with which the driver of secrets reads the passwords of the databases that pods connect to. */
export function passwordGrants(plan: EnvironmentPlan, pods: Pods): Grant[] {
  return databasesOf(plan)
    .filter(({ clients }) => clients.includes(pods))
    .flatMap(({ resource: { layer, address, config } }) => {
      const secret = `\${${layer}/${address}.master_user_secret[0].secret_arn}`;
      const key = config.master_user_secret_kms_key_id;
      return [
        ...PASSWORD_ACTIONS.map((action) => grant(action, secret)),
        ...(key === undefined
          ? []
          : [
              grant(
                "kms:Decrypt",
                resolveReferences(plan, { layer, value: key }),
                throughService(homeOf(plan), "secretsmanager"),
              ),
            ]),
      ];
    });
}
