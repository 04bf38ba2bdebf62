import { type Layers } from "../pairs";

// Blocks of reference environments that cases of several files edit.

/** The policy of the role of the model of retail-forecast. */
export const modelPolicy = ({ models }: Layers) => models.resource.aws_iam_role_policy.retail_forecast_api;

/** The Ingress of all models. */
export const ingressOf = ({ models }: Layers) => models.resource.kubernetes_ingress_v1.models;

/** Settings by which retail-forecast-option-b has the load balancer of its demo. */
export const WITH_DEMO = { entry: { demoEnabled: true } };
