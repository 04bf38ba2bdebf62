import { type PartCauses } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  shapes: {
    cachedRegistries: ["components.pull-through-cache"],
  },
};
