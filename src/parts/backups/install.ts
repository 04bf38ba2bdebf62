import { BackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { Construct } from "constructs";
import { BackupVault } from "./resources/backup-vault";
import { ServiceRole } from "../../platform/service-role";
import { type AwsLocation, bucketArn } from "../../facts/aws";
import { type PolicyStatement, serviceTrustPolicy } from "../../facts/iam";
import { type Hosts, type Install } from "../../platform/install";
import { partSettings } from "../../platform/part-settings";
import { type BackupsSettings } from "./settings";

const BACKUP = "backup.amazonaws.com";

/** A locked-down vault, a daily plan for the cluster and the model bucket, a role to back up, and one to restore. */
export const install: Install = {
  cluster: (stack, host) => {
    const { environment, location } = host;
    const { prefix } = environment.names;
    const settings = partSettings(environment.config, "backups") as BackupsSettings;
    const scope = new Construct(stack, "backups");
    const vault = new BackupVault(scope, "Vault", {
      location,
      namePrefix: prefix,
      email: settings.email,
      ...(settings.lock ? { lock: settings.lock } : {}),
    });
    const trust = serviceTrustPolicy(BACKUP, location.accountId);
    const inlinePolicies = { "keep-states": keepFrom(environment.names.stateBucket, location) };
    const backupRole = new ServiceRole(scope, "Role", {
      location,
      roleName: `${prefix}-backups`,
      description: `AWS Backup reads the cluster and the model bucket of ${environment.names.cluster}`,
      trust,
      inlinePolicies,
      managedPolicies: {
        eks: "service-role/AWSBackupServiceRolePolicyForBackup",
        s3: "AWSBackupServiceRolePolicyForS3Backup",
      },
    });
    // A role of its own: it can write to every bucket, and only a restore needs it.
    const restoreRole = new ServiceRole(scope, "restore", {
      location,
      roleName: `${prefix}-restores`,
      description: `AWS Backup restores the cluster and the model bucket of ${environment.names.cluster}`,
      trust,
      inlinePolicies,
      managedPolicies: {
        eks: "service-role/AWSBackupServiceRolePolicyForRestores",
        s3: "AWSBackupServiceRolePolicyForS3Restore",
      },
    });
    const [hours = 0, minutes = 0] = settings.time.split(":").map(Number);
    const plan = new BackupPlan(scope, "Plan", {
      name: `${prefix}-backups`,
      rule: [
        {
          ruleName: "daily",
          targetVaultName: vault.vaultName,
          schedule: `cron(${minutes} ${hours} * * ? *)`,
          lifecycle: { deleteAfter: settings.retentionDays },
        },
      ],
      dependsOn: [...vault.ready],
    });
    const ofParts = environment.parts.flatMap(({ contributes }) => contributes.backedUp);
    const resources = [host.clusterArn, host.modelBucket.arn, ...ofParts];
    new BackupSelection(scope, "Selection", {
      name: `${prefix}-backups`,
      planId: plan.id,
      iamRoleArn: backupRole.arn,
      resources,
      dependsOn: [...backupRole.ready],
    });
    return outputs(host, vault.vaultName, backupRole.arn, restoreRole.arn);
  },
};

/**
 * The policies of AWS Backup reach every bucket of the account. States have passwords and are not backed up here: a restore over one
 * would let Terraform destroy what it does not know.
 */
function keepFrom(bucket: string, location: AwsLocation): PolicyStatement[] {
  const arn = bucketArn(location, bucket);
  return [{ Effect: "Deny", Action: "s3:*", Resource: [arn, `${arn}/*`] }];
}

/** Commands in the order of docs/parts/backups.md. Words in capitals are the values that a person fills in. */
function outputs(host: Hosts["cluster"], vault: string, roleArn: string, restoreRoleArn: string) {
  const { location, environment, modelBucket, clusterArn } = host;
  const backup = (action: string, ...words: readonly string[]): string =>
    ["aws", "backup", action, "--region", location.region, ...words].join(" ");
  const sources = [clusterArn, modelBucket.arn];
  const restore = (type: string, metadata: Readonly<Record<string, string>>): string =>
    backup(
      "start-restore-job",
      ...["--resource-type", type, "--recovery-point-arn", "RECOVERY_POINT_ARN"],
      ...["--iam-role-arn", restoreRoleArn, "--metadata", `'${JSON.stringify(metadata)}'`],
    );
  const cluster = { clusterName: environment.names.cluster, newCluster: "false" };
  return {
    backups_start_commands: {
      value: sources.map((source) =>
        backup(
          "start-backup-job",
          ...["--backup-vault-name", vault, "--resource-arn", source, "--iam-role-arn", roleArn],
        ),
      ),
      description: "Commands that back up the cluster and the model bucket now, such as before an upgrade",
    },
    backups_list_commands: {
      value: sources.map((source) => backup("list-recovery-points-by-resource", "--resource-arn", source)),
      description: "Commands that list the backups of the cluster and of the model bucket",
    },
    backups_restore_commands: {
      value: {
        cluster: restore("EKS", cluster),
        namespaces: restore("EKS", {
          ...cluster,
          namespaceLevelRestore: "true",
          namespaces: JSON.stringify([environment.config.namespace]),
        }),
        // The bucket has no ACLs, and AWS Backup fails to restore those of a backup into it.
        bucket: restore("S3", {
          DestinationBucketName: modelBucket.name,
          EncryptionType: "original",
          RestoreACLs: "FALSE",
        }),
      },
      description:
        "Commands that restore the cluster, the namespace of models, and the model bucket from a backup; none overwrites what exists",
    },
  };
}
