import { own } from "../../../base/own";
import { type JsonObject, asObject } from "../../../terraform/stack-json";

/** Resource types of the Kubernetes provider, by API version and kind. */
const TYPES: Readonly<Record<string, string>> = {
  "v1 ConfigMap": "kubernetes_config_map_v1",
  "v1 Service": "kubernetes_service_v1",
  "v1 ServiceAccount": "kubernetes_service_account_v1",
  "apps/v1 Deployment": "kubernetes_deployment_v1",
  "autoscaling/v2 HorizontalPodAutoscaler": "kubernetes_horizontal_pod_autoscaler_v2",
  "policy/v1 PodDisruptionBudget": "kubernetes_pod_disruption_budget_v1",
};

/** API versions and kinds whose content checks can read. */
export const READ_KINDS: readonly string[] = Object.keys(TYPES);

/** Type of the resource that an object would be in a stack; undefined for a kind that no check reads. */
export const resourceTypeOf = ({ apiVersion, kind }: JsonObject): string | undefined =>
  own(TYPES, `${String(apiVersion)} ${String(kind)}`);

/** Fields that no block has. */
const OF_THE_API: ReadonlySet<string> = new Set(["apiVersion", "kind", "status"]);

/** The block of an object: the model reads arguments in words of the API as they are. */
export function blockOf(object: JsonObject): JsonObject {
  const fields = Object.fromEntries(Object.entries(object).filter(([name]) => !OF_THE_API.has(name)));
  if (object["kind"] !== "Service") return fields;
  // The API server sets the type of a Service.
  return { ...fields, spec: { type: "ClusterIP", ...asObject(object["spec"]) } };
}
