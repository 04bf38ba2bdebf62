import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Plan } from "../../support/plan";

/** Configuration of one model. */
export const model = (over: object = {}) => ({ name: "model", image: { tag: "1.0.0" }, ...over });

/** The environment ml-inference-prod with other models and another general node group. */
export const prodWith = (models: readonly object[], nodeGroup: object = {}): EnvironmentPlan =>
  environmentPlan(planWith("ml-inference-prod", { models, cluster: { nodeGroups: { general: nodeGroup } } }));

/** A group of GPU nodes in one zone, and a model that needs a whole node. */
export const oneGpu = (over: object): Plan =>
  planWith("ml-inference-prod", {
    cluster: {
      nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"], zones: ["a"], ...over } },
    },
    models: [model({ nodeGroup: "gpu", gpus: 1, replicas: { min: 1, max: 1 } })],
  });

/** Message about a rollout that cannot start in the environment of `oneGpu`. */
export const NO_ROLLOUT =
  /model with 1 of 1 replica and no rollout: its surge pod finds no room, and no pod stops before it runs, for lack of GPUs$/;
