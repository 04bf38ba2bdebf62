import { planWith } from "./changed-plans";
import { type Plan } from "./plan";

/** An environment with node repair, and a model on GPU nodes. */
export const nodeRepairPlan = (gpuGroup: object = {}): Plan =>
  planWith("ml-inference-prod", {
    components: { "node-repair": {} },
    cluster: {
      nodeGroups: {
        general: { instanceTypes: ["m7i.xlarge"] },
        gpu: { instanceTypes: ["g5.xlarge"], minPerZone: 1, maxPerZone: 4, ...gpuGroup },
      },
    },
    models: [
      {
        name: "vision",
        image: { tag: "1.0.0" },
        nodeGroup: "gpu",
        gpus: 1,
        replicas: { min: 2, max: 3 },
      },
    ],
  });
