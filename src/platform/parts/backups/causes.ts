import { type PartCauses, type Shaped } from "../../stacks/causes/table";

/** Commands with the names of the cluster and the model bucket. */
const COMMANDS: Shaped = {
  part: "components.backups",
  by: {
    "components.backups": "exists",
    "cluster.name": "value",
    region: "value",
    namespace: "value",
    "modelBucket.existingName": "value",
  },
};

export const CAUSES: PartCauses = {
  cluster: {
    backups: {
      part: "components.backups",
      by: {
        "components.backups": "exists",
        "components.backups.email": "aws_sns_topic_subscription:endpoint",
        "components.backups.time": "rule",
        "components.backups.retentionDays": "rule",
        "components.backups.lock": "aws_backup_vault_lock_configuration:exists depends_on",
        "components.backups.lock.minRetentionDays": "min_retention_days",
        "components.backups.lock.maxRetentionDays": "max_retention_days",
        "components.backups.lock.permanentAfterDays": "changeable_for_days",
        namePrefix: "name description policy resources",
        account: "policy resources assume_role_policy",
        region: "policy resources",
        "cluster.name": "description",
        "modelBucket.existingName": "resources",
      },
      shapedBy: { backedUp: "resources" },
    },
    backups_start_commands: COMMANDS,
    backups_list_commands: COMMANDS,
    backups_restore_commands: COMMANDS,
  },
};
