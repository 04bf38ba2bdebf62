import { ARGO_CD_PLATFORM } from "../../parts/argo-cd/causes";
import { KUBEFLOW_PIPELINES_PLATFORM } from "../../parts/kubeflow-pipelines/causes";
import { CLUSTER_PROVIDERS, type CauseTable, layerTable, secretsDriver, stateOf } from "./table";

export const PLATFORM_CAUSES: CauseTable = {
  ...layerTable("cluster"),
  ...CLUSTER_PROVIDERS,
  ...ARGO_CD_PLATFORM,
  cluster: stateOf({ "cluster.fargate": "lifecycle" }),
  network: stateOf(),
  "load-balancer-controller": {
    part: "cluster",
    by: {
      namePrefix: "aws_iam_role:name",
      account: "repository values",
      region: "repository values",
      "network.egress": "repository values",
      "entry.type": "values",
      "entry.webAclArn": "values",
      project: "values",
      owner: "values",
      repository: "values",
    },
  },
  monitoring: {
    part: "components.prometheus",
    by: {
      "components.prometheus": "exists",
      namespace: "spec",
      "cluster.zones": "spec",
      "cluster.nodeGroups.*.zones": "spec",
      "network.zones": "spec",
      "network.vpcCidr": "spec",
      "network.privateSubnets.cidrs": "spec",
      "models[].name": "spec",
      "models[].metricsPath": "spec",
      "components.gpu-metrics": "spec",
    },
  },
  kserve: {
    part: "components.kserve",
    by: {
      "components.kserve": "exists",
      account: "repository values",
      region: "repository values",
      "network.egress": "repository values",
    },
  },
  "kserve-traffic": {
    part: "components.kserve",
    by: {
      "components.kserve": "exists",
      "cluster.zones": "spec",
      "network.zones": "spec",
      "network.vpcCidr": "spec",
      "network.privateSubnets.cidrs": "spec",
    },
  },
  "gpu-exporter": { part: "components.gpu-metrics", by: { "components.gpu-metrics": "exists" } },
  "kubernetes-api": {
    part: "components.prometheus",
    by: {
      "components.prometheus": "exists",
      "components.argo-cd": "exists",
      "components.kserve": "exists",
    },
  },
  dashboards: {
    part: "components.prometheus",
    by: {
      "components.prometheus": "exists",
      namespace: "data",
      region: "data",
      prices: "data",
      "models[].name": "exists metadata data",
      "models[].metricsPath": "exists",
      "models[].nodeGroup": "data",
      "cluster.fargate": "data",
      "cluster.nodeGroups.+": "data",
      "cluster.nodeGroups.*.instanceTypes": "data",
      "components.gpu-metrics": "data",
      "models[].gpus": "data",
    },
  },
  "gpu-metrics": {
    part: "components.gpu-metrics",
    by: {
      "components.gpu-metrics": "exists",
      account: "repository values",
      region: "repository values",
      "network.egress": "repository values",
    },
  },
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
  ...KUBEFLOW_PIPELINES_PLATFORM,
  "platform-alerts": {
    part: "components.alerts",
    by: { "components.alerts": "exists", "components.gpu-metrics": "values" },
  },
  "secrets-store": {
    part: "models",
    by: {
      ...secretsDriver("exists"),
      account: "repository values",
      region: "repository values",
      "network.egress": "repository values",
    },
  },
  "gpu-device-plugin": {
    part: "cluster.nodeGroups",
    by: {
      "cluster.nodeGroups.+": "exists",
      "cluster.nodeGroups.*.instanceTypes": "exists",
      account: "repository values",
      region: "repository values",
      "network.egress": "repository values",
    },
  },
  "fargate-logging": { part: "cluster", by: { "cluster.fargate": "exists", region: "data" } },
  controller_crds_command: {
    part: "cluster",
    by: { account: "value", region: "value", "network.egress": "value" },
  },
};
