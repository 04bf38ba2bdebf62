import { type EnvironmentPlan } from "../terraform-json/environment-plan";
import { type Pods } from "./kubernetes/objects";
import { isKubeflowPipelinesProgram } from "../../platform/parts/kubeflow-pipelines/model/programs";
import { isMlflowServer } from "../../platform/parts/mlflow/model/servers";

/** Whether pods of the stacks are those of a program of the platform: they have no entry for clients of models. */
export const isPlatformProgram = (plan: EnvironmentPlan, pods: Pods): boolean =>
  isMlflowServer(plan, pods) || isKubeflowPipelinesProgram(plan, pods);
