import { CLUSTER_PART_CAUSES } from "./cluster-parts";
import { type CauseTable, type Shaped, endpointServices, layerTable, secretsDriver, stateOf } from "./table";

/** An add-on with a version for each Kubernetes version. */
const addon = (by: Shaped["by"] = {}): Shaped => ({
  part: "cluster.addonVersions",
  by: {
    "cluster.version": "exists kubernetes_version addon_version",
    "cluster.addonVersions": "exists addon_version",
    ...by,
  },
});

/** Settings that decide which node groups exist. */
const NODES: Shaped["by"] = {
  "network.zones": "depends_on",
  "cluster.nodeGroups.+": "depends_on",
  "cluster.nodeGroups.*.zones": "depends_on",
};

export const CLUSTER_CAUSES: CauseTable = {
  ...layerTable("cluster"),
  network: stateOf({
    "network.zones": "lifecycle",
    "entry.host": "lifecycle",
    "entry.httpOnly": "lifecycle",
    "entry.certificateArn": "lifecycle",
    ...endpointServices("lifecycle"),
    "cluster.zones": "lifecycle",
    "cluster.nodeGroups.*.zones": "lifecycle",
  }),
  cluster: {
    part: "cluster",
    by: {
      account: "policy",
      region: "policy",
      namePrefix: "name",
      "cluster.name": "policy description",
      "cluster.fargate": "policy",
      "cluster.observability": "policy",
      "modelBucket.existingName": "lifecycle",
      "modelBucket.kmsKeyArn": "lifecycle",
    },
  },
  Cluster: {
    part: "cluster aws_cloudwatch_log_group:cluster.logRetentionDays",
    by: {
      namePrefix: "aws_iam_role:name",
      account: "assume_role_policy",
      region: "assume_role_policy",
      "cluster.name": "aws_eks_cluster:name aws_cloudwatch_log_group:name assume_role_policy description",
      "cluster.version": "version",
      "cluster.zones": "vpc_config.subnet_ids",
      "network.zones": "vpc_config.subnet_ids",
      "cluster.apiAccess.publicCidrs": "vpc_config.endpoint_public_access vpc_config.public_access_cidrs",
      "cluster.logRetentionDays": "retention_in_days",
    },
  },
  Admins: { part: "cluster.admins", by: { "cluster.admins": "*", "cluster.deployerRole": "*" } },
  NodeAddons: addon({
    project: "configuration_values",
    owner: "configuration_values",
    repository: "configuration_values",
    namePrefix: "aws_iam_role:name",
  }),
  PodAddons: addon({ ...NODES, "components.cert-manager": "exists" }),
  ContainerInsights: addon({
    ...NODES,
    namePrefix: "aws_iam_role:name",
    "cluster.observability": "exists",
    "cluster.name": "aws_cloudwatch_log_group:name",
    "cluster.logRetentionDays": "retention_in_days",
  }),
  nodes: {
    part: "cluster",
    by: { namePrefix: "name", "cluster.sessionManager": "aws_iam_role_policy_attachment:exists" },
  },
  "NodeGroups/*": {
    part: "cluster.nodeGroups.*",
    by: {
      "cluster.nodeGroups.*": "exists",
      "cluster.nodeGroups.*.zones": "exists@zone",
      "network.zones": "exists@zone",
      "cluster.version": "version",
      "cluster.nodeReleases": "release_version",
      "cluster.nodeGroups.*.instanceTypes": "ami_type instance_types labels taint release_version",
      "cluster.nodeGroups.*.capacityType": "capacity_type",
      "cluster.nodeGroups.*.minPerZone": "scaling_config.min_size scaling_config.desired_size",
      "cluster.nodeGroups.*.maxPerZone": "scaling_config.max_size",
      "cluster.nodeGroups.*.diskGiB": "block_device_mappings",
      "cluster.externalNodeAutoscaler": "lifecycle",
      "components.cluster-autoscaler": "lifecycle tags labels",
      "components.off-hours": "lifecycle",
      "cluster.sessionManager": "depends_on",
      namePrefix: "aws_launch_template:name tag_specifications",
      project: "tag_specifications",
      owner: "tag_specifications",
      repository: "tag_specifications",
    },
  },
  fargate: {
    part: "cluster",
    by: {
      "cluster.fargate": "exists",
      namePrefix: "aws_iam_role:name",
      namespace: "fargate_profile_name selector",
      account: "assume_role_policy",
      region: "assume_role_policy",
      "cluster.name": "aws_cloudwatch_log_group:name assume_role_policy",
      "cluster.zones": "subnet_ids",
      "network.zones": "subnet_ids",
      "cluster.logRetentionDays": "retention_in_days",
    },
  },
  FargateRules: {
    part: "cluster port:models[].port port:models[].alsoPorts",
    by: {
      "cluster.fargate": "exists",
      "models[].port": "port:exists@port",
      "models[].alsoPorts": "port:exists@port",
      "models[].metricsPath": "port:exists",
      prometheusRelease: "port:exists",
      "components.prometheus": "port:exists",
    },
  },
  Repositories: {
    part: "cluster",
    by: {
      "network.egress": "exists",
      "components.pull-through-cache": "exists",
      "cluster.nodeGroups.*.instanceTypes": "exists",
      "models[].weights": "exists",
      "models[].weights.mode": "exists",
      "components.prometheus": "exists",
      "components.gpu-metrics": "exists",
      "components.kserve": "exists",
      "models[].format": "exists",
      ...secretsDriver("exists"),
    },
  },
  "Repositories/*": {
    part: "cluster model:models[].name",
    by: {
      "models[].name": "model:exists@model",
      "models[].image.repository": "model:exists",
      "network.egress": "mirror:exists",
      "cluster.nodeGroups.*.instanceTypes": "mirror:exists",
      "models[].secrets": "mirror:exists",
      "models[].weights": "mirror:exists",
      "models[].weights.mode": "mirror:exists",
      "models[].kind": "model:exists",
      "models[].format": "mirror:exists",
      "components.kserve": "mirror:exists",
      keepSecretsDriver: "mirror:exists",
      "components.pull-through-cache": "mirror:exists",
    },
  },
  ...CLUSTER_PART_CAUSES,
  models: {
    part: "modelBucket aws_s3_bucket_logging:accessLogs",
    by: {
      "modelBucket.existingName": "exists",
      "modelBucket.kmsKeyArn": "rule",
      account: "bucket target_bucket target_prefix",
      accessLogs: "aws_s3_bucket_logging:exists",
    },
  },
  update_kubeconfig_command: { part: "cluster", by: { "cluster.name": "value", region: "value" } },
  model_bucket: { part: "modelBucket", by: { "modelBucket.existingName": "value", account: "value" } },
  model_bucket_arn: { part: "modelBucket", by: { "modelBucket.existingName": "value", account: "value" } },
  model_bucket_kms_key_arn: {
    part: "modelBucket",
    by: { "modelBucket.existingName": "exists", "modelBucket.kmsKeyArn": "*" },
  },
  "mountpoint-s3": addon({
    ...NODES,
    "models[].weights": "exists",
    "models[].weights.mode": "exists",
  }),
  "ebs-csi": {
    part: "components.ebs-csi",
    by: {
      ...addon(NODES).by,
      "components.ebs-csi": "exists policy",
      namePrefix: "aws_iam_role:name",
      region: "policy",
      project: "configuration_values",
      owner: "configuration_values",
      repository: "configuration_values",
    },
  },
  fargate_log_group: { part: "cluster", by: { "cluster.fargate": "exists", "cluster.name": "value" } },
};
