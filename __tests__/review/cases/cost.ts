import { type ReviewCase } from "./case";
import { modelsWith } from "./reference-lists";

/** Changes that a reviewer first sees in the bill, and settings that change the estimate alone. */
export const COST_CASES: readonly ReviewCase[] = [
  {
    name: "twice the nodes at the minimum",
    environment: "ml-platform",
    to: { cluster: { nodeGroups: { general: { minPerZone: 4 } } } },
    verdict: "needs attention",
    harm: "in place",
    first: ["USD/month", "2 → 4"],
    cause: "cluster.nodeGroups.general.minPerZone",
    why: "Four nodes more run all day, which is far more than a tenth of the cost.",
  },
  {
    name: "fewer pods at the minimum on Fargate",
    environment: "mlapp",
    from: { models: modelsWith("mlapp", { 0: { replicas: { min: 4 } } }) },
    to: { models: modelsWith("mlapp", { 0: { replicas: { min: 2 } } }) },
    verdict: "safe",
    harm: "in place",
    first: ["USD/month", "4 → 2"],
    cause: "models[0].replicas.min",
    why: "Two pods in two zones remain, and the autoscaler adds others by the load.",
  },
  {
    name: "other prices of the organization",
    environment: "ml-platform",
    to: { prices: { asOf: "2026-11-20", instanceHours: { "m7i-flex.large": 0.09 } } },
    verdict: "safe",
    harm: "in place",
    first: ["safe", "prices"],
    cause: "prices",
    why: "Prices of the file change the estimate, and the text and the costs of a dashboard.",
  },
  {
    name: "a measured load of a model",
    environment: "retail-forecast",
    to: {
      models: modelsWith("retail-forecast", {
        0: { requestsPerSecond: { perPod: 20, peak: 60, average: 10 } },
      }),
    },
    verdict: "safe",
    harm: "none",
    first: ["safe", "requestsPerSecond.perPod"],
    cause: "models[0].requestsPerSecond.perPod",
    why: "Rates are for the report of costs and one check, which they meet: no resource has them, and a reviewer sees what was measured.",
  },
];
