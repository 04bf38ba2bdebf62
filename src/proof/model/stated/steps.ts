import { type Value, valueAt } from "./lists";

/** Servers that steps of pipelines reach, as the file states it. */
export interface StatedSteps {
  /** Whether they reach the MLflow server. */
  readonly reachMlflow: boolean;
}

/** Links of steps; undefined if the file has no pipelines, or its record is of an older synth without the key. */
export function statedSteps(settings: readonly Value[]): StatedSteps | undefined {
  const mlflow = valueAt(settings, "components.kubeflow-pipelines.stepsReach.mlflow");
  return mlflow === undefined ? undefined : { reachMlflow: mlflow === true };
}
