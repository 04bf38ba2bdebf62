import { type Editable } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { argoCdIn } from "../../support/argo-cd";
import { type Plan } from "../../support/plan";

/** An environment with a GPU node group and a model on it. */
export const WITH_GPU = {
  cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } } },
  models: [{ name: "vision", image: { tag: "1.0.0" }, nodeGroup: "gpu", gpus: 1 }],
};

export const gpuPlan = (): Plan => planWith("ml-inference-prod", WITH_GPU);

/** An environment that installs every chart of the catalog. */
export const everyChart = (): Plan =>
  planWith("ml-inference-prod", {
    ...WITH_GPU,
    components: {
      "argo-cd": argoCdIn("ap-southeast-2"),
      "cert-manager": {},
      "cluster-autoscaler": {},
      "ebs-csi": {},
      kserve: {},
      prometheus: {},
      "gpu-metrics": {},
      keda: {},
    },
    models: [...WITH_GPU.models, { name: "reader", image: { tag: "1" }, secrets: ["a/b"] }],
  });

/** Edits the values of a Helm release. */
export function editValues(release: Editable, edit: (values: Editable) => void): void {
  const values = JSON.parse(release.values[0]) as Editable;
  edit(values);
  release.values = [JSON.stringify(values)];
}

/** The container of a model's Deployment. */
export const container = (models: Editable, name: string): Editable =>
  models.resource.kubernetes_deployment_v1[name].spec.template.spec.container[0];
