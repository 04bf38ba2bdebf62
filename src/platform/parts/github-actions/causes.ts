import { type PartCauses } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  cluster: {
    "github-actions": {
      part: "components.github-actions",
      by: {
        "components.github-actions": "exists",
        "components.github-actions.repository": "aws_iam_role:assume_role_policy aws_iam_role:description",
        "components.github-actions.branch": "aws_iam_role:assume_role_policy",
        "components.github-actions.environment": "aws_iam_role:assume_role_policy",
        "components.github-actions.ownerId": "aws_iam_role:assume_role_policy",
        "components.github-actions.repositoryId": "aws_iam_role:assume_role_policy",
        "components.github-actions.provider":
          "aws_iam_openid_connect_provider:exists data.aws_iam_openid_connect_provider:exists aws_iam_role:assume_role_policy",
        namePrefix: "aws_iam_role:name",
        region: "aws_iam_role:assume_role_policy",
        "models[].name": "aws_iam_role_policy:policy",
        "models[].image.repository": "aws_iam_role_policy:policy",
        "network.egress": "aws_iam_role_policy:policy",
        "cluster.nodeGroups.*.instanceTypes": "aws_iam_role_policy:policy",
      },
      shapedBy: { secretsDriver: "aws_iam_role_policy:policy" },
    },
    github_actions_role_arn: {
      part: "components.github-actions",
      by: { "components.github-actions": "exists" },
    },
  },
};
