import { type ReviewCase } from "./case";
import { modelsWith } from "./reference-lists";

const GPU = {
  cluster: { nodeGroups: { gpu: { instanceTypes: ["g5.12xlarge"], minPerZone: 1, maxPerZone: 1 } } },
  quotas: { gpuVcpus: 96 },
};

const WEIGHTS = { mode: "download", mibPerSecond: 100 };

/** Changes of how many pods a model has, of their size, their start and their end. */
export const MODEL_SIZE_CASES: readonly ReviewCase[] = [
  {
    name: "more pods at the minimum, within the nodes",
    environment: "ml-platform",
    to: { models: modelsWith("ml-platform", { 0: { replicas: { min: 4 } } }) },
    verdict: "safe",
    harm: "in place",
    first: ["2 → 4"],
    cause: "models[0].replicas.min",
    why: "The autoscaler adds two pods for which the nodes have room, and no pod restarts.",
  },
  {
    name: "a single pod at the minimum",
    environment: "retail-forecast",
    to: { models: modelsWith("retail-forecast", { 0: { replicas: { min: 1 } } }) },
    verdict: "needs attention",
    harm: "in place",
    first: ["2 → 1"],
    cause: "models[0].replicas.min",
    why: "The API stops with its only pod when a node or a zone fails.",
  },
  {
    name: "twice the memory of each pod",
    environment: "ml-platform",
    to: { models: modelsWith("ml-platform", { 0: { memoryRequest: "2Gi" } }) },
    verdict: "safe",
    harm: "pods roll",
    first: ["pods roll", "1Gi → 2Gi"],
    cause: "models[0].memoryRequest",
    why: "Nodes of 8 GiB hold the pods at the maximum and during the rollout, and the limit rises.",
  },
  {
    name: "less time for the load balancer to stop sending to a pod",
    environment: "ml-platform",
    to: { models: modelsWith("ml-platform", { 0: { drainSeconds: 5 } }) },
    verdict: "needs attention",
    harm: "pods roll",
    first: ["drainSeconds", "15 → 5"],
    cause: "models[0].drainSeconds",
    why: "The ALB still sends requests to a pod that no longer answers, at each rollout and each node that ends.",
  },
  {
    name: "weights that no longer fit on the disk of the nodes",
    environment: "ml-platform",
    from: { models: modelsWith("ml-platform", { 0: { weights: { ...WEIGHTS, sizeGiB: 2 } } }) },
    to: { models: modelsWith("ml-platform", { 0: { weights: { ...WEIGHTS, sizeGiB: 30 } } }) },
    verdict: "needs attention",
    harm: "pods roll",
    first: ["2 → 30"],
    cause: "models[0].weights.sizeGiB",
    why: "Each pod copies 30 GiB to a node disk of 50 GiB, so a second pod of the node finds no room.",
  },
  {
    name: "a model moved to new GPU nodes",
    environment: "ml-platform",
    to: { ...GPU, models: modelsWith("ml-platform", { 0: { nodeGroup: "gpu", gpus: 1 } }) },
    verdict: "needs attention",
    harm: "pods roll",
    first: ["g5.12xlarge", "USD/month"],
    cause: "cluster.nodeGroups.gpu",
    why: "Two GPU nodes cost several times the present environment.",
  },
  {
    name: "a rollout that ends all pods first, by an edit of the output",
    environment: "retail-forecast",
    edit: ({ models }) => {
      const { spec } = models.resource.kubernetes_deployment_v1.retail_forecast_api;
      spec.strategy = { type: "Recreate" };
      spec.template.spec.container[0].image =
        "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/retail-forecast-api:1.1.0";
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "Recreate"],
    why: "Recreate ends every pod before the first new one starts, and the new image starts a rollout now.",
  },
  {
    name: "fewer pods at the maximum",
    environment: "ml-platform",
    to: { models: modelsWith("ml-platform", { 0: { replicas: { max: 2 } } }) },
    verdict: "needs attention",
    harm: "in place",
    first: ["6 → 2"],
    cause: "models[0].replicas.max",
    why: "A load that more pods serve today ends them, and the rest have to serve it.",
  },
  {
    name: "more pods at the maximum, within the nodes",
    environment: "ml-platform",
    from: { models: modelsWith("ml-platform", { 0: { replicas: { max: 4 } } }) },
    to: { models: modelsWith("ml-platform") },
    verdict: "safe",
    harm: "in place",
    first: ["4 → 6"],
    cause: "models[0].replicas.max",
    why: "The autoscaler may add pods for which the nodes have room, and no pod restarts.",
  },
];
