import { type Check } from "../../../src/checks/check";
import { type Layer } from "../../../src/base/layers";
import { type Editable } from "../../support/altered";
import { type Edit, newlyFound, within } from "../../support/findings";

export const ML = "ml-inference-prod";
export const RETAIL = "retail-forecast";
export const OPTION_B = "retail-forecast-option-b";

export const CLUSTER = "aws_eks_cluster.main";
export const TEMPLATE = "aws_launch_template.general";
export const CONFIG_MAP = "kubernetes_config_map_v1.ml_inference_api";

/** Findings of one check after an edit that it did not report before, as `address: message`. */
export function findingsOf(check: Check): (environment: string, edit: Edit) => string[] {
  const checks = [check];
  return (environment, edit) =>
    newlyFound(checks, environment, edit).map((finding) => finding.slice(check.id.length + 1));
}

/** Edits one resource. */
export const edited =
  (layer: Layer, address: string, edit: (config: Editable) => void): Edit =>
  (layers) => {
    const [type = "", name = ""] = address.split(".");
    edit(layers[layer].resource[type][name] as Editable);
  };

/** Adds a resource with the name `extra`. */
export const add =
  (layer: Layer, type: string, resource: object): Edit =>
  (layers) => {
    layers[layer].resource[type] = { ...layers[layer].resource[type], extra: resource };
  };

const ALB = "alb.ingress.kubernetes.io/";

/** Sets an annotation of the Ingress; undefined removes it. */
export const annotation = (key: string, value: string | undefined): Edit =>
  edited("models", "kubernetes_ingress_v1.models", ({ metadata }) => {
    if (value === undefined) Reflect.deleteProperty(metadata.annotations as object, ALB + key);
    else metadata.annotations[ALB + key] = value;
  });

/** Edits the Helm values of the load balancer controller. */
export const controller = (edit: (values: Editable) => void): Edit =>
  edited("platform", "helm_release.load_balancer_controller", ({ values }) => {
    within(values, "0", edit);
  });
