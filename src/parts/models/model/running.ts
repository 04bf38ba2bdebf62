import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";

/** Deployments of models, also those that KServe creates. */
export const isRunning = (plan: EnvironmentPlan): boolean =>
  objectsOf(plan).pods.some(({ owner }) => owner.kind === "deployment" && owner.resource.layer === "models");
