import { STEP_CONTAINER } from "../facts/kubeflow-pipelines";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asArray, asObject, text } from "../../../terraform/stack-json";
import { TRACKING_VARIABLE } from "../../mlflow/facts";
import { workflowSettings } from "./settings";

/** The address of MLflow that Argo gives to each step of a namespace; undefined if it gives none. */
export function trackingAddress(plan: EnvironmentPlan, namespace: string): string | undefined {
  const variables = asArray(workflowSettings(plan, namespace, STEP_CONTAINER)["env"] ?? []);
  const found = variables.map((each) => asObject(each)).find(({ name }) => name === TRACKING_VARIABLE);
  return text(found?.["value"]);
}
