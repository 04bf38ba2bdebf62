import { NODES, type PartCauses, addon } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  cluster: {
    "ebs-csi": {
      part: "components.ebs-csi",
      by: {
        ...addon(NODES).by,
        "components.ebs-csi": "exists policy",
        namePrefix: "aws_iam_role:name",
        region: "policy",
        project: "configuration_values",
        owner: "configuration_values",
        tags: "configuration_values",
        repository: "configuration_values",
      },
    },
    ebs_csi_kms_key_arn: {
      part: "components.ebs-csi",
      by: { "components.ebs-csi": "exists value" },
    },
  },
};
