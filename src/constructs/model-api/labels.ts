/** Labels of a model's objects; the selector never changes, since a Deployment's cannot. */
export type Labels = Readonly<Record<string, string>>;

/** What finds the pods of a model, and nothing else in the namespace. */
export const modelSelector = (model: string): Labels => ({
  "app.kubernetes.io/name": model,
  "app.kubernetes.io/component": "model-api",
});

export const modelLabels = (model: string): Labels => ({
  ...modelSelector(model),
  "app.kubernetes.io/managed-by": "terraform",
});

/** Labels of the Service behind an NLB: not those of the model's own Service, which metrics are read from. */
export const entryLabels = (model: string): Labels => ({
  ...modelLabels(model),
  "app.kubernetes.io/component": "entry",
});
