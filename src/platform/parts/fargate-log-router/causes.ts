import { type PartCauses } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  platform: {
    "fargate-logging": { part: "cluster", by: { "cluster.fargate": "exists", region: "data" } },
  },
};
