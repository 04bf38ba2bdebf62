import { CHECKS_OF_PARTS } from "../../../../src/checks/generated/of-parts";
import { teardownPermissions } from "../../../../src/checks/teardown/teardown-permissions";
import { type Editable, environmentPlan } from "../../../support/altered";
import { LOCK, backupsPlan } from "../../../support/backups";
import { type Edit, found, newlyFound, within } from "../../../support/findings";
import { planOf } from "../../../support/reference-plans";

const PLAN = backupsPlan({ lock: LOCK });
const CHECKS = [...CHECKS_OF_PARTS.backups, teardownPermissions];

const NOT_JUDGED =
  "backup-not-judged aws_eks_cluster.main: not judged: whether AWS Backup reaches a Kubernetes API that is private";

const resource = (type: string, name: string, edit: (config: Editable) => void): Edit => {
  return ({ cluster }) => edit(cluster.resource[type][name] as Editable);
};
const remove =
  (type: string, name: string): Edit =>
  ({ cluster }) =>
    Reflect.deleteProperty(cluster.resource[type] as Editable, name);
const rule = (edit: (rule: Editable) => void) =>
  resource("aws_backup_plan", "backups", (config) => edit(config["rule"][0] as Editable));
const lock = (edit: (lock: Editable) => void) =>
  resource("aws_backup_vault_lock_configuration", "backups", edit);
const statement = (type: string, name: string, attribute: string, edit: (statement: Editable) => void) =>
  resource(type, name, (config) =>
    within(config, attribute, ({ Statement }) => edit((Statement as Editable[]).at(-1) as Editable)),
  );

test("ML-07 an environment with backups passes, and says what the stacks do not tell", () => {
  for (const settings of [{}, { lock: LOCK }, { retentionDays: 7, time: "23:59" }]) {
    expect(found(CHECKS, environmentPlan(backupsPlan(settings)))).toEqual([NOT_JUDGED]);
  }
});

test("ML-07 an environment without backups has nothing to check", () => {
  expect(found(CHECKS_OF_PARTS.backups, environmentPlan(planOf("ml-inference-prod")))).toEqual([]);
});

test("ML-07 an existing model bucket is selected, and its versioning is not judged", () => {
  expect(found(CHECKS, environmentPlan(backupsPlan({}, {}, "mlapp")))).toEqual([
    expect.stringContaining("whether AWS Backup reaches a Kubernetes API"),
    expect.stringContaining(
      "not judged: versioning of model bucket mlapp-model-registry (arn:aws:s3:::mlapp-model-registry)",
    ),
  ]);
});

test("ML-07 a Kubernetes API that is open to some ranges is not judged either", () => {
  const plan = backupsPlan({}, { cluster: { apiAccess: { publicCidrs: ["192.0.2.0/24"] } } });
  expect(found(CHECKS_OF_PARTS.backups, environmentPlan(plan))).toEqual([
    expect.stringContaining("that is open to 192.0.2.0/24 only"),
  ]);
});

test.each<readonly [string, Edit, string]>([
  [
    "the selection lacks the cluster",
    resource("aws_backup_selection", "backups", (config) => (config["resources"] as string[]).shift()),
    "aws_eks_cluster.main has no backup",
  ],
  [
    "the selection lacks the bucket",
    resource("aws_backup_selection", "backups", (config) => (config["resources"] as string[]).pop()),
    "model bucket ml-inference-prod-models-",
  ],
  [
    "the selection has the bucket of another environment",
    resource("aws_backup_selection", "backups", (config) =>
      (config["resources"] as string[]).push("arn:aws:s3:::other"),
    ),
    "arn:aws:s3:::other is no cluster, bucket of models or artifacts, or database of this environment",
  ],
  [
    "the selection is by tags",
    resource("aws_backup_selection", "backups", (config) => {
      config["selection_tag"] = [{ type: "STRINGEQUALS", key: "backup", value: "yes" }];
    }),
    "it selects by tags or conditions",
  ],
  [
    "a database is added",
    ({ cluster }) => (cluster.resource["aws_db_instance"] = { registry: { identifier: "registry" } }),
    "aws_db_instance.registry has no backup",
  ],
  ["there is no selection", remove("aws_backup_selection", "backups"), "it backs up nothing"],
  [
    "versioning is suspended",
    resource("aws_s3_bucket_versioning", "models", (config) => {
      config["versioning_configuration"] = { status: "Suspended" };
    }),
    "its versioning is Suspended, expected Enabled",
  ],
  ["versioning is not set", remove("aws_s3_bucket_versioning", "models"), "its versioning is not set"],
  [
    "the cluster has no access entries",
    resource("aws_eks_cluster", "main", (config) => {
      config["access_config"]["authentication_mode"] = "CONFIG_MAP";
    }),
    "its authentication mode is CONFIG_MAP",
  ],
  ["backups last forever", rule((each) => delete each["lifecycle"]), "after no days, expected at least 7"],
  [
    "backups last three days",
    rule((each) => (each["lifecycle"]["delete_after"] = 3)),
    "daily deletes backups after 3 days",
  ],
  [
    "backups are weekly",
    rule((each) => (each["schedule"] = "cron(0 3 ? * SUN *)")),
    "no rule backs up each day: the schedule of daily is cron(0 3 ? * SUN *)",
  ],
  [
    "the vault is another one",
    rule((each) => (each["target_vault_name"] = "Default")),
    "the vault of daily is not in these stacks",
  ],
  [
    "backups move to cold storage",
    rule((each) => (each["lifecycle"] = { delete_after: 100, cold_storage_after: 30 })),
    "less than 90 days before it deletes them",
  ],
  [
    "backups of a bucket move to cold storage",
    rule((each) => (each["lifecycle"] = { delete_after: 300, cold_storage_after: 30 })),
    "which AWS ignores for arn:aws:s3:::",
  ],
  [
    "the lock asks for longer backups",
    lock((each) => (each["min_retention_days"] = 36)),
    "refuses backups of daily, which last 35 days: its bounds are 36 and 365",
  ],
  [
    "the lock asks for shorter backups",
    lock((each) => (each["max_retention_days"] = 34)),
    "its bounds are 30 and 34",
  ],
  [
    "the lock becomes permanent at once",
    lock((each) => (each["changeable_for_days"] = 1)),
    "permanent after 1 days, expected at least 3",
  ],
  [
    "the lock becomes permanent without an upper bound",
    lock((each) => delete each["max_retention_days"]),
    "permanent without max_retention_days",
  ],
  [
    "the role cannot read the bucket",
    remove("aws_iam_role_policy_attachment", "backups_s3"),
    "AWSBackupServiceRolePolicyForS3Backup is not attached",
  ],
  [
    "the role cannot read the cluster",
    remove("aws_iam_role_policy_attachment", "backups_eks"),
    "service-role/AWSBackupServiceRolePolicyForBackup is not attached",
  ],
  [
    "the role can restore",
    resource("aws_iam_role_policy_attachment", "backups_restore_eks", (config) => {
      config["role"] = "${aws_iam_role.backups.name}";
    }),
    "AWSBackupServiceRolePolicyForRestores is attached, which no backup needs",
  ],
  [
    "the role has other rights",
    ({ cluster }) => {
      cluster.resource["aws_iam_role_policy"] = {
        ...cluster.resource["aws_iam_role_policy"],
        more: {
          name: "more",
          role: "${aws_iam_role.backups.name}",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "s3:DeleteObject", Resource: "*" }],
          }),
        },
      };
    },
    "it has statements of its own",
  ],
  [
    "the role trusts another service",
    statement("aws_iam_role", "backups", "assume_role_policy", (each) => {
      each["Principal"] = { Service: "ec2.amazonaws.com" };
    }),
    "it does not trust backup.amazonaws.com alone",
  ],
  [
    "the role of the selection is another one",
    resource("aws_backup_selection", "backups", (config) => {
      config["iam_role_arn"] = "arn:aws:iam::111122223333:role/service-role/Other";
    }),
    "its role is not in these stacks",
  ],
  [
    "the selection is destroyed after the rights of its role",
    resource("aws_backup_selection", "backups", (config) => delete config["depends_on"]),
    "aws_iam_role_policy_attachment.backups_s3",
  ],
  [
    "the role of restores can write the states",
    remove("aws_iam_role_policy", "backups_restore_keep_states"),
    "it can write to ml-inference-prod-tfstate-222233334444, the bucket of the states",
  ],
  [
    "the role of backups can read the states",
    remove("aws_iam_role_policy", "backups_keep_states"),
    "it can read ml-inference-prod-tfstate-222233334444, the bucket of the states",
  ],
  [
    "the role of restores is denied the states of another environment",
    statement("aws_iam_role_policy", "backups_restore_keep_states", "policy", (each) => {
      each["Resource"] = ["arn:aws:s3:::other-tfstate", "arn:aws:s3:::other-tfstate/*"];
    }),
    "it can write to ml-inference-prod-tfstate-222233334444",
  ],
  [
    "the role of restores is denied the states under a condition",
    statement("aws_iam_role_policy", "backups_restore_keep_states", "policy", (each) => {
      each["Condition"] = { StringEquals: { "aws:RequestedRegion": "eu-west-1" } };
    }),
    "it can write to ml-inference-prod-tfstate-222233334444",
  ],
  [
    "the role of restores is denied the deletion of states alone",
    statement("aws_iam_role_policy", "backups_restore_keep_states", "policy", (each) => {
      each["Action"] = "s3:DeleteObject";
    }),
    "it can write to ml-inference-prod-tfstate-222233334444",
  ],
  ["no role restores", remove("aws_iam_role", "backups_restore"), "no role restores its backups"],
  [
    "the role of restores cannot write the bucket",
    remove("aws_iam_role_policy_attachment", "backups_restore_s3"),
    "AWSBackupServiceRolePolicyForS3Restore is not attached",
  ],
  [
    "the vault can be destroyed",
    resource("aws_backup_vault", "backups", (config) => delete config["lifecycle"]),
    "lifecycle.prevent_destroy is not true",
  ],
  [
    "the key of the vault can be destroyed",
    resource("aws_kms_key", "backups_key", (config) => delete config["lifecycle"]),
    "its key aws_kms_key.backups_key has no prevent_destroy",
  ],
  [
    "the vault has the key of AWS",
    resource("aws_backup_vault", "backups", (config) => delete config["kms_key_arn"]),
    "it has no KMS key of these stacks",
  ],
  [
    "the vault deletes its backups",
    resource("aws_backup_vault", "backups", (config) => (config["force_destroy"] = true)),
    "force_destroy deletes all backups",
  ],
  [
    "the vault has no policy",
    remove("aws_backup_vault_policy", "backups"),
    "no policy of the vault denies backup:DeleteRecoveryPoint to everyone",
  ],
  [
    "the policy of the vault allows a shorter retention",
    statement("aws_backup_vault_policy", "backups", "policy", (each) => {
      each["Action"] = ["backup:DeleteRecoveryPoint"];
    }),
    "denies backup:UpdateRecoveryPointLifecycle to everyone",
  ],
  [
    "the policy of the vault has a condition",
    statement("aws_backup_vault_policy", "backups", "policy", (each) => {
      each["Condition"] = { StringNotLike: { "aws:userId": "AROA*" } };
    }),
    "denies backup:DeleteRecoveryPoint to everyone",
  ],
  [
    "there are no notifications",
    remove("aws_backup_vault_notifications", "backups"),
    "nobody notices failed jobs",
  ],
  [
    "failed jobs are not sent",
    resource("aws_backup_vault_notifications", "backups", (config) => {
      config["backup_vault_events"] = ["BACKUP_JOB_FAILED", "S3_BACKUP_OBJECT_FAILED"];
    }),
    "does not send BACKUP_JOB_COMPLETED",
  ],
  [
    "failed objects are not sent",
    resource("aws_backup_vault_notifications", "backups", (config) => {
      config["backup_vault_events"] = ["BACKUP_JOB_COMPLETED"];
    }),
    "does not send S3_BACKUP_OBJECT_FAILED",
  ],
  [
    "the topic is another one",
    resource("aws_backup_vault_notifications", "backups", (config) => {
      config["sns_topic_arn"] = "arn:aws:sns:eu-west-1:111122223333:other";
    }),
    "is not in these stacks",
  ],
  [
    "AWS Backup may not publish",
    statement(
      "aws_sns_topic",
      "backups",
      "policy",
      (each) => (each["Principal"] = { Service: "events.amazonaws.com" }),
    ),
    "does not allow backup.amazonaws.com to publish for this account only",
  ],
  [
    "the topic admits AWS Backup of every account",
    statement("aws_sns_topic", "backups", "policy", (each) => delete each["Condition"]),
    "to publish for this account only",
  ],
  [
    "AWS Backup may not use the key",
    statement("aws_kms_key", "backups_key", "policy", (each) => (each["Action"] = ["kms:Decrypt"])),
    "does not allow backup.amazonaws.com to call kms:Decrypt",
  ],
  [
    "the topic has no subscription",
    remove("aws_sns_topic_subscription", "backups_email"),
    "has no subscription",
  ],
  [
    "the filter drops failed jobs",
    resource("aws_sns_topic_subscription", "backups_email", (config) => {
      config["filter_policy"] = JSON.stringify({ State: [{ exists: false }, "COMPLETED"] });
    }),
    "passes jobs in state FAILED",
  ],
  [
    "the filter drops failed objects",
    resource("aws_sns_topic_subscription", "backups_email", (config) => {
      config["filter_policy"] = JSON.stringify({ State: [{ "anything-but": ["COMPLETED"] }] });
    }),
    "passes failed objects",
  ],
  [
    "the filter reads the body",
    resource("aws_sns_topic_subscription", "backups_email", (config) => {
      config["filter_policy_scope"] = "MessageBody";
    }),
    "passes jobs in state FAILED",
  ],
])("ML-07 it is found if %s", (_, edit, message) => {
  expect(newlyFound(CHECKS, PLAN, edit)).toContainEqual(expect.stringContaining(message));
});

test("ML-07 a subscription without a filter passes all messages", () => {
  const edit = resource(
    "aws_sns_topic_subscription",
    "backups_email",
    (config) => delete config["filter_policy"],
  );
  expect(newlyFound(CHECKS, PLAN, edit)).toEqual([]);
});

/** Findings with these schedules; the first one is that of the emitted rule. */
const withSchedules = (...schedules: readonly (string | undefined)[]): string =>
  newlyFound(
    CHECKS,
    PLAN,
    resource("aws_backup_plan", "backups", (config) => {
      const [first] = config["rule"] as [Editable];
      config["rule"] = schedules.map((schedule, index) => ({
        ...first,
        rule_name: `rule-${index}`,
        schedule,
      }));
    }),
  ).join("\n");

test.each<[string, readonly (string | undefined)[]]>([
  ["a daily and a weekly rule", ["cron(0 2 * * ? *)", "cron(0 5 ? * SUN *)"]],
  ["a weekly rule before the daily one", ["cron(0 5 ? * 1 *)", "cron(0 2 * * ? *)"]],
  ["a daily and a monthly rule", ["cron(0 2 * * ? *)", "cron(0 5 1 * ? *)"]],
  ["the day of the week as the wildcard", ["cron(0 2 ? * * *)"]],
  ["all days of the week", ["cron(0 2 ? * MON-SUN *)"]],
  ["a rule each hour", ["cron(0 * * * ? *)"]],
  ["two times a day", ["cron(0 2,14 * * ? *)"]],
  ["the default of AWS Backup", [undefined]],
])("ML-07 a backup plan with %s backs up each day", (_, schedules) => {
  expect(withSchedules(...schedules)).toBe("");
});

test.each<[string, readonly (string | undefined)[]]>([
  ["a weekly rule alone", ["cron(0 5 ? * SUN *)"]],
  ["a monthly and a weekly rule", ["cron(0 5 1 * ? *)", "cron(0 5 ? * SUN *)"]],
  ["working days alone", ["cron(0 5 ? * MON-FRI *)"]],
  ["one year alone", ["cron(0 5 * * ? 2026)"]],
  ["some months alone", ["cron(0 5 * 1-6 ? *)"]],
  ["a schedule that is none", ["daily"]],
])("ML-07 a backup plan with %s does not back up each day", (_, schedules) => {
  expect(withSchedules(...schedules)).toContain("no rule backs up each day");
});
