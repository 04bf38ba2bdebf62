/** Labels of a model's objects. The selector never changes: a Deployment's selector is immutable. */
export type Labels = Readonly<Record<string, string>>;

/** Selector of the pods of all models. */
export const ALL_MODELS: Labels = { "app.kubernetes.io/component": "model-api" };

/** Selector of the pods of a model. It matches nothing else in the namespace. */
export const modelSelector = (model: string): Labels => ({
  "app.kubernetes.io/name": model,
  ...ALL_MODELS,
});

/** Labels of all objects and pods of a model. The instance is in no selector: those of existing Deployments lack it. */
export const modelLabels = (model: string): Labels => ({
  ...modelSelector(model),
  "app.kubernetes.io/instance": model,
  "app.kubernetes.io/managed-by": "terraform",
});

/**
 * Labels of the Service behind an NLB. They differ from those of the model's own Service, which Prometheus
 * scrapes.
 */
export const entryLabels = (model: string): Labels => ({
  ...modelLabels(model),
  "app.kubernetes.io/component": "entry",
});
