import { NODES, type PartCauses, addon } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  cluster: {
    ContainerInsights: addon({
      ...NODES,
      namePrefix: "aws_iam_role:name",
      "cluster.observability": "exists",
      "cluster.name": "aws_cloudwatch_log_group:name",
      "cluster.logRetentionDays": "retention_in_days",
    }),
  },
  shapes: {
    endpointCharges: ["cluster.observability"],
    endpointServices: ["cluster.observability"],
  },
};
