import { type PartCauses, type Shaped } from "../../stacks/causes/table";

const OUTPUT: Shaped = {
  part: "components.mlflow",
  by: { "components.mlflow": "exists", namePrefix: "value", account: "value", region: "value" },
};

export const CAUSES: PartCauses = {
  cluster: {
    mlflow: {
      part: "components.mlflow",
      by: {
        "components.mlflow": "exists",
        "components.mlflow.passwordDays": "rotation_rules",
        "components.mlflow.database.instanceClass": "instance_class",
        "components.mlflow.database.storageGiB": "allocated_storage",
        "components.mlflow.database.multiAz": "multi_az",
        "components.mlflow.database.backupDays": "backup_retention_period",
        "components.mlflow.database.deletionProtection": "deletion_protection",
        namePrefix: "name description identifier final_snapshot_identifier tags",
        account: "bucket target_bucket target_prefix policy assume_role_policy",
        region: "policy assume_role_policy",
        "cluster.zones": "subnet_ids",
        "network.zones": "subnet_ids",
        accessLogs: "aws_s3_bucket_logging:exists",
      },
    },
    mlflow_database_host: OUTPUT,
    mlflow_database_secret_arn: OUTPUT,
    mlflow_role_arn: OUTPUT,
    mlflow_bucket: OUTPUT,
    mlflow_image_repository: OUTPUT,
    mlflow_port_forward_command: OUTPUT,
    mlflow_snapshot_command: OUTPUT,
  },
  platform: {
    mlflow: {
      part: "components.mlflow",
      by: {
        "components.mlflow": "exists",
        "components.mlflow.imageTag": "spec",
        "components.mlflow.hosts": "spec",
        "components.mlflow.uploadGiB": "spec",
        account: "spec",
        region: "spec values name lifecycle",
        "cluster.version": "metadata",
        "cluster.zones": "kubernetes_network_policy_v1:spec",
        "network.zones": "spec",
        "network.vpcCidr": "spec",
        "network.privateSubnets.cidrs": "spec",
      },
    },
  },
  shapes: {
    backedUp: ["components.mlflow"],
    loggedBuckets: ["components.mlflow"],
    secretsDriver: ["components.mlflow"],
  },
};
