import { CHART_IMAGES, type PartCauses } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  platform: {
    "secrets-store": {
      part: "models",
      by: CHART_IMAGES,
      shapedBy: { secretsDriver: "exists" },
    },
  },
  shapes: {
    secretsDriver: ["models[].secrets", "keepSecretsDriver"],
  },
};
