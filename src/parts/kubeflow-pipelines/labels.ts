type Labels = Readonly<Record<string, string>>;

/** Component label of the programs. The pods of runs have no labels of this project. */
const COMPONENT = "pipelines";

/** Labels of the pods of a program. */
export const programSelector = (name: string): Labels => ({
  "app.kubernetes.io/name": name,
  "app.kubernetes.io/component": COMPONENT,
});

/** Labels that Kubeflow Pipelines gives the pods of runs. */
export const STEP_LABELS: Labels = { "pipelines.kubeflow.org/v2_component": "true" };

/** Labels of all objects of a program. */
export const programLabels = (name: string): Labels => ({
  ...programSelector(name),
  "app.kubernetes.io/instance": name,
  "app.kubernetes.io/managed-by": "terraform",
});
