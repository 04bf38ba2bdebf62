import { CHECKS_OF_PARTS } from "../../../../src/checks/generated/of-parts";
import { backupVault } from "../../../../src/parts/backups/checks/backup-vault";
import { statedIn } from "../../../../src/infrastructure/stated";
import { type Editable, altered } from "../../../support/altered";
import { backupsPlan } from "../../../support/backups";
import { configWith } from "../../../support/environments";
import { type Edit, foundBy, newlyFound } from "../../../support/findings";
import { settingsFor } from "../../../support/recorded-causes";

const PLAN = backupsPlan();
const resource =
  (type: string, edit: (config: Editable) => void): Edit =>
  ({ cluster }) =>
    edit(cluster.resource[type].backups as Editable);
const another =
  (type: string, config: object): Edit =>
  ({ cluster }) =>
    (cluster.resource[type].another = config);
const copy = (arn: string): Edit =>
  resource("aws_backup_plan", ({ rule }) => (rule[0].copy_action = [{ destination_vault_arn: arn }]));

test.each<[title: string, edit: Edit, message: string]>([
  [
    "a selection that leaves everything out",
    resource("aws_backup_selection", (each) => (each["not_resources"] = ["*"])),
    "backup-coverage aws_backup_selection.backups: selection: not_resources leaves out *",
  ],
  [
    "copies in a vault of another account",
    copy("arn:aws:backup:ap-southeast-2:999988887777:backup-vault:a"),
    "backup-vault aws_backup_plan.backups: backup plan: daily copies backups to arn:aws:backup:ap-southeast-2:999988887777:backup-vault:a, of account 999988887777",
  ],
  [
    "a vault without a plan whose backups are deleted with it",
    another("aws_backup_vault", { name: "another", force_destroy: true }),
    "backup-vault aws_backup_vault.another: backup vault: force_destroy deletes all backups with the vault",
  ],
  [
    "a vault for copies without protection",
    ({ cluster }) => {
      cluster.resource.aws_backup_vault.another = { name: "another" };
      cluster.resource.aws_backup_plan.backups.rule[0].copy_action = [
        { destination_vault_arn: "${aws_backup_vault.another.arn}" },
      ];
    },
    "backup-vault aws_backup_vault.another: backup vault: lifecycle.prevent_destroy is not true",
  ],
  [
    "two policies of one vault",
    ({ cluster }) => {
      const policies = cluster.resource.aws_backup_vault_policy;
      policies.another = { ...policies.backups };
    },
    "backup-vault aws_backup_vault.backups: backup vault: aws_backup_vault_policy.backups and aws_backup_vault_policy.another set its policy, and each apply undoes one of them",
  ],
  [
    "two blocks with the notifications of one vault",
    another("aws_backup_vault_notifications", {
      backup_vault_name: "${aws_backup_vault.backups.name}",
      sns_topic_arn: "${aws_sns_topic.backups.arn}",
      backup_vault_events: ["RESTORE_JOB_COMPLETED"],
    }),
    "backup-failures aws_backup_vault.backups: backup vault: aws_backup_vault_notifications.backups and aws_backup_vault_notifications.another set its notifications, and each apply undoes one of them",
  ],
])("reports %s", (_, edit, message) => {
  expect(newlyFound(CHECKS_OF_PARTS.backups, PLAN, edit).join("\n")).toContain(message);
});

test.each<[title: string, edit: Edit]>([
  [
    "copies in a vault of the account in another region",
    copy("arn:aws:backup:eu-west-1:222233334444:backup-vault:a"),
  ],
  [
    "a vault of the account without a plan",
    another("aws_backup_vault", { name: "another", force_destroy: false }),
  ],
  ["an empty list of exceptions", resource("aws_backup_selection", (each) => (each["not_resources"] = []))],
])("accepts %s", (_, edit) => {
  expect(newlyFound(CHECKS_OF_PARTS.backups, PLAN, edit)).toEqual([]);
});

test("accepts copies in a vault of an account that the file trusts", () => {
  const trusted = [{ kind: "account", value: "999988887777", reason: "vaults of the organization" }];
  const stated = statedIn(settingsFor(configWith("ml-inference-prod", { trusted })));
  const plan = altered(PLAN, copy("arn:aws:backup:ap-southeast-2:999988887777:backup-vault:a"));
  expect(foundBy(backupVault, plan, { statedOf: () => stated })).toEqual([]);
});
