import { own } from "../../core/own";
import { type Json, type JsonObject, asObject } from "../../terraform-json/stack-json";

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

/** Names of lists in the API whose items are blocks of the provider, with another name. */
const BLOCKS: Readonly<Record<string, string>> = {
  containers: "container",
  imagePullSecrets: "image_pull_secrets",
  initContainers: "init_container",
  metrics: "metric",
  ports: "port",
  sysctls: "sysctl",
  tolerations: "toleration",
  topologySpreadConstraints: "topology_spread_constraint",
  volumeMounts: "volume_mount",
  volumes: "volume",
};

/** Mappings whose keys are the user's. */
const MAPPINGS: ReadonlySet<string> = new Set([
  "annotations",
  "binaryData",
  "data",
  "labels",
  "limits",
  "matchLabels",
  "nodeSelector",
  "requests",
  "volumeAttributes",
]);

/** Fields that are no arguments of the provider. */
const OF_THE_API: ReadonlySet<string> = new Set(["apiVersion", "kind", "status"]);

/** An object of the Kubernetes API as arguments of the Kubernetes provider. */
export function argumentsOf(object: JsonObject): JsonObject {
  const fields = Object.fromEntries(Object.entries(object).filter(([name]) => !OF_THE_API.has(name)));
  const spec = asObject(object["spec"]);
  const converted = fieldsOf(fields);
  if (object["kind"] !== "Service") return converted;
  // The selector of a Service is a mapping itself, and the API server sets the type.
  const { selector = {}, type = "ClusterIP" } = spec;
  return { ...converted, spec: { ...asObject(converted["spec"]), selector, type } };
}

const fieldsOf = (fields: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      own(BLOCKS, name) ?? snakeCase(name),
      MAPPINGS.has(name) ? value : valueOf(value),
    ]),
  );

function valueOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(valueOf);
  return value !== null && typeof value === "object" ? fieldsOf(value as JsonObject) : value;
}

const snakeCase = (name: string): string =>
  name.replace(
    /[A-Z]+(?![a-z])|[A-Z]/g,
    (letters, index: number) => `${index > 0 ? "_" : ""}${letters.toLowerCase()}`,
  );
