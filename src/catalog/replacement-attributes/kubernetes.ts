import { PROVIDER_SCHEMAS, type BlockSchema } from "../provider-schemas/provider-schema";
import { type Effect } from "./effect";

/**
 * Arguments of the kubernetes and helm providers that cannot be changed in place, by type; `*` for every type. Read in
 * the providers' sources (hashicorp/terraform-provider-kubernetes, `kubernetes/resource_kubernetes_*_v1.go` and
 * `schema_metadata.go`; hashicorp/terraform-provider-helm, `helm/resource_helm_release.go`; read 2026-11-20), not
 * observed: nothing plans these without a cluster.
 */
const FORCING: Readonly<Record<string, readonly RegExp[]>> = {
  "*": [/^metadata\.(name|namespace|generate_name)$/],
  helm_release: [/^(name|namespace)$/],
  kubernetes_deployment_v1: [
    /^spec\.selector(\.|$)/,
    /^spec\.template\.metadata\.(name|namespace|generate_name)$/,
  ],
  kubernetes_pod_disruption_budget_v1: [/^spec(\.|$)/],
  kubernetes_resource_quota_v1: [/^spec\.scopes$/],
  kubernetes_role_binding_v1: [/^role_ref(\.|$)/],
  kubernetes_service_v1: [/^spec\.(cluster_ip|cluster_ips|load_balancer_class)$/],
};

/** What depends on another argument: data of a ConfigMap that is immutable. */
const UNCERTAIN: Readonly<Record<string, readonly RegExp[]>> = {
  kubernetes_config_map_v1: [/^immutable$/],
};

/** What Terraform does when an argument of these providers differs; undefined for a type or argument that is not known. */
export function kubernetesEffect(type: string, path: string): Effect | undefined {
  const schema = Object.values(PROVIDER_SCHEMAS).flatMap(({ resources }) => resources[type] ?? [])[0];
  if (!schema || !isArgument(schema, path.split("."))) return undefined;
  if (UNCERTAIN[type]?.some((pattern) => pattern.test(path))) return undefined;
  const forcing = [...(FORCING["*"] ?? []), ...(FORCING[type] ?? [])];
  return forcing.some((pattern) => pattern.test(path)) ? "replace" : "update";
}

/** A path into a map, such as a label, is an argument as the map is. */
function isArgument(
  { attributes, blocks = {} }: BlockSchema,
  [key = "", ...rest]: readonly string[],
): boolean {
  if (attributes.split(" ").includes(key)) return true;
  const nested = blocks[key];
  return nested !== undefined && (rest.length === 0 || isArgument(nested, rest));
}
