import { type PartCauses } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  shapes: {
    mirrors: ["models[].weights", "models[].weights.mode"],
  },
};
