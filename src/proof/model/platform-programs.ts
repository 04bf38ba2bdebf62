import { type EnvironmentPlan } from "../terraform-json/environment-plan";
import { type Pods } from "./kubernetes/objects";
import { isPipelineProgram } from "./kubeflow-pipelines/programs";
import { isTrackingServer } from "./mlflow/tracking-servers";

/** Whether pods of the stacks are those of a program of the platform: they have no entry for clients of models. */
export const isPlatformProgram = (plan: EnvironmentPlan, pods: Pods): boolean =>
  isTrackingServer(plan, pods) || isPipelineProgram(plan, pods);
