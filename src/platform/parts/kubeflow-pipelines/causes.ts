import { type PartCauses, type Shaped } from "../../stacks/causes/table";

const PATH = "components.kubeflow-pipelines";

const OUTPUT: Shaped = {
  part: PATH,
  by: { [PATH]: "exists", namePrefix: "value", account: "value", region: "value" },
};

export const CAUSES: PartCauses = {
  cluster: {
    "kubeflow-pipelines": {
      part: PATH,
      by: {
        [PATH]: "exists",
        [`${PATH}.passwordDays`]: "rotation_rules",
        [`${PATH}.database.instanceClass`]: "instance_class",
        [`${PATH}.database.storageGiB`]: "allocated_storage",
        [`${PATH}.database.multiAz`]: "multi_az",
        [`${PATH}.database.backupDays`]: "backup_retention_period",
        [`${PATH}.database.deletionProtection`]: "deletion_protection",
        namePrefix: "name description identifier final_snapshot_identifier tags",
        account: "bucket target_bucket target_prefix policy assume_role_policy",
        region: "policy assume_role_policy",
        "cluster.zones": "subnet_ids",
        "network.zones": "subnet_ids",
        accessLogs: "aws_s3_bucket_logging:exists",
      },
    },
    kubeflow_pipelines_database_host: OUTPUT,
    kubeflow_pipelines_database_secret_arn: OUTPUT,
    kubeflow_pipelines_bucket: OUTPUT,
    kubeflow_pipelines_api_role_arn: OUTPUT,
    kubeflow_pipelines_metadata_role_arn: OUTPUT,
    kubeflow_pipelines_ui_role_arn: OUTPUT,
    kubeflow_pipelines_steps_role_arn: OUTPUT,
    kubeflow_pipelines_steps_repository: OUTPUT,
    kubeflow_pipelines_port_forward_command: OUTPUT,
    kubeflow_pipelines_snapshot_command: OUTPUT,
  },
  platform: {
    "kubeflow-pipelines": {
      part: PATH,
      by: {
        [PATH]: "exists",
        [`${PATH}.stepsImageTag`]: "kubernetes_deployment_v1:spec",
        [`${PATH}.maxPods`]: "spec.hard",
        [`${PATH}.maxCpu`]: "spec.hard",
        [`${PATH}.maxMemoryGiB`]: "spec.hard",
        account: "data spec",
        region: "data spec values name lifecycle",
        "network.egress": "spec",
        "cluster.version": "metadata",
        "cluster.zones": "kubernetes_network_policy_v1:spec",
        "network.zones": "spec",
        "network.vpcCidr": "spec",
        "network.privateSubnets.cidrs": "spec",
      },
      shapedBy: { cachedRegistries: "spec" },
    },
  },
  shapes: {
    backedUp: [PATH],
    loggedBuckets: [PATH],
    secretsDriver: [PATH],
  },
};
