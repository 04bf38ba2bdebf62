import { type PartCauses } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  shapes: {
    podAddons: ["components.cert-manager"],
  },
};
