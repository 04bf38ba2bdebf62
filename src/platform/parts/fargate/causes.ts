import { type PartCauses } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  cluster: {
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
        "network.endpoints.interfaces": "exists",
        "models[].port": "port:exists@port",
        "models[].alsoPorts": "port:exists@port",
        "models[].metricsPath": "port:exists",
        prometheusRelease: "port:exists",
      },
      shapedBy: { scraper: "port:exists" },
    },
    fargate_log_group: { part: "cluster", by: { "cluster.fargate": "exists", "cluster.name": "value" } },
  },
  shapes: {
    endpointCharges: ["cluster.fargate"],
    endpointServices: ["cluster.fargate"],
  },
};
