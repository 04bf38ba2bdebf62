import { NODES, type PartCauses, addon } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  cluster: {
    "mountpoint-s3": addon({
      ...NODES,
      "models[].weights": "exists",
      "models[].weights.mode": "exists",
    }),
  },
  shapes: {
    endpointServices: ["models[].weights", "models[].weights.mode"],
  },
};
