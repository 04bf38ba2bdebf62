import { CHART_IMAGES, type PartCauses } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  platform: {
    "load-balancer-controller": {
      part: "cluster",
      by: {
        namePrefix: "aws_iam_role:name",
        ...CHART_IMAGES,
        "entry.type": "values",
        "entry.webAclArn": "values",
        project: "values",
        owner: "values",
        tags: "values",
        repository: "values",
      },
    },
    controller_crds_command: {
      part: "cluster",
      by: { account: "value", region: "value", "network.egress": "value" },
    },
  },
};
