import { BackupVault as Vault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { BackupVaultNotifications } from "@cdktf/provider-aws/lib/backup-vault-notifications";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { EncryptionKey } from "../../../platform/encryption-key";
import { serviceTopic } from "../../../platform/service-topic";
import type { AwsLocation } from "../../../facts/aws";
import { policyDocument } from "../../../facts/iam";

export interface BackupVaultProps {
  readonly location: AwsLocation;
  readonly namePrefix: string;
  /** Recipient of failed and incomplete jobs. */
  readonly email: string;
  /** @default - no lock */
  readonly lock?: VaultLock;
}

/** Bounds of the retention of backups. While the lock lasts, no user can delete a backup or shorten its retention. */
export interface VaultLock {
  readonly minRetentionDays: number;
  readonly maxRetentionDays: number;
  /** Days after which nobody can remove or change the lock. @default - it stays removable */
  readonly permanentAfterDays?: number | undefined;
}

/**
 * A vault with a key of its own, from which no user can delete backups while its policy lasts, and whose failed jobs are sent to
 * a person. AWS refuses to delete a vault with backups.
 */
export class BackupVault extends Construct {
  readonly vaultName: string;
  /** Protection and notifications of the vault, which exist before the first job. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { location, namePrefix, email, lock }: BackupVaultProps) {
    super(scope, id);
    const name = `${namePrefix}-backups`;
    const key = new EncryptionKey(this, "key", {
      location,
      alias: `alias/${name}`,
      description: `Backups of ${namePrefix}`,
      backupTopics: true,
      preventDestroy: true,
    });
    const vault = new Vault(this, "Resource", {
      name,
      kmsKeyArn: key.arn,
      forceDestroy: false,
      lifecycle: { preventDestroy: true },
    });
    this.vaultName = vault.name;
    const policy = new BackupVaultPolicy(this, "Policy", {
      backupVaultName: vault.name,
      policy: policyDocument([
        {
          Sid: "KeepBackups",
          Effect: "Deny",
          Principal: "*",
          Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
          Resource: "*",
        },
      ]),
    });
    const notifications = this.notify(location, name, vault, key.arn, email);
    const locked =
      lock &&
      new BackupVaultLockConfiguration(this, "Lock", {
        backupVaultName: vault.name,
        minRetentionDays: lock.minRetentionDays,
        maxRetentionDays: lock.maxRetentionDays,
        ...(lock.permanentAfterDays === undefined ? {} : { changeableForDays: lock.permanentAfterDays }),
      });
    this.ready = [policy, notifications, ...(locked ? [locked] : [])];
  }

  /** An email for each job that does not complete, and for objects of a bucket that a job leaves out. */
  private notify(
    location: AwsLocation,
    name: string,
    vault: Vault,
    kmsKeyArn: string,
    email: string,
  ): BackupVaultNotifications {
    const topic = serviceTopic(this, {
      location,
      name,
      kmsKeyArn,
      publisher: "backups",
      email,
      // Messages on objects have no state.
      filter: { State: [{ exists: false }, { "anything-but": ["COMPLETED"] }] },
    });
    return new BackupVaultNotifications(this, "Notifications", {
      backupVaultName: vault.name,
      snsTopicArn: topic.arn,
      backupVaultEvents: [
        "BACKUP_JOB_COMPLETED",
        "RESTORE_JOB_COMPLETED",
        "S3_BACKUP_OBJECT_FAILED",
        "S3_RESTORE_OBJECT_FAILED",
      ],
    });
  }
}
