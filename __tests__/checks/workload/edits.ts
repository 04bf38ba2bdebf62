import { type Editable } from "../../support/altered";
import { type Edit, within } from "../../support/findings";

/** An edit of an environment, and part of the message that it causes. */
export type Case = readonly [title: string, environment: string, edit: Edit, problem: string];

export const ML = "ml-inference-prod";
export const OPTION_B = "retail-forecast-option-b";
export const CONSOLE = "retail-forecast-console";

/** Terraform types of the objects in the models layer of an environment with one model. */
export const KIND = {
  deployment: "kubernetes_deployment_v1",
  service: "kubernetes_service_v1",
  account: "kubernetes_service_account_v1",
  config: "kubernetes_config_map_v1",
  policy: "kubernetes_network_policy_v1",
  namespace: "kubernetes_namespace_v1",
  quota: "kubernetes_resource_quota_v1",
  limits: "kubernetes_limit_range_v1",
  autoscaler: "kubernetes_horizontal_pod_autoscaler_v2",
  role: "kubernetes_role_v1",
  binding: "kubernetes_role_binding_v1",
  ingress: "kubernetes_ingress_v1",
} as const;

/** Terraform name of the objects of the model in `ML`. */
export const MODEL = "ml_inference_api";

export const object =
  (kind: keyof typeof KIND, name: string, edit: (config: Editable) => void): Edit =>
  ({ models }) => {
    edit(models.resource[KIND[kind]][name]);
  };

export const deployment = (edit: (spec: Editable) => void): Edit =>
  object("deployment", MODEL, ({ spec }) => {
    edit(spec);
  });

export const pod = (edit: (spec: Editable) => void): Edit =>
  deployment(({ template }) => {
    edit(template.spec);
  });

export const container = (edit: (container: Editable) => void): Edit =>
  pod((spec) => {
    edit(spec["container"][0]);
  });

/** An edit of the container's security context. */
export const context = (edit: (context: Editable) => void): Edit =>
  container((each) => {
    edit(each["security_context"]);
  });

/** An edit of the custom resources in the Helm release of a model. */
export const custom =
  (name: string, edit: (resources: Editable[]) => void): Edit =>
  ({ models }) => {
    within(models.resource.helm_release[name].values, "0", ({ resources }) => {
      edit(resources as Editable[]);
    });
  };
