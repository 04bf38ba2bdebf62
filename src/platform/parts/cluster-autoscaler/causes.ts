import { type PartCauses } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  shapes: {
    nodeAutoscaler: ["components.cluster-autoscaler"],
  },
};
