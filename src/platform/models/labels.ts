import { type PodLabels } from "../contract";
import { modelSelector } from "../labels";

/** Labels of all objects and pods of a model. The instance is in no selector: those of existing Deployments lack it. */
export const modelLabels = (model: string): PodLabels => ({
  ...modelSelector(model),
  "app.kubernetes.io/instance": model,
  "app.kubernetes.io/managed-by": "terraform",
});

/**
 * Labels of the Service behind an NLB. They differ from those of the model's own Service, which Prometheus
 * scrapes.
 */
export const entryLabels = (model: string): PodLabels => ({
  ...modelLabels(model),
  "app.kubernetes.io/component": "entry",
});
