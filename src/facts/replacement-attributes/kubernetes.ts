import { own } from "../../base/own";
import { PROVIDER_SCHEMAS, type BlockSchema } from "../provider-schema";
import { type PlanEffect } from "./effect";

/**
 * Arguments of the kubernetes and helm providers that force replacement, by type; `*` for all
 * types. They were read in the sources of the providers (hashicorp/terraform-provider-kubernetes,
 * `kubernetes/resource_kubernetes_*_v1.go` and `schema_metadata.go`;
 * hashicorp/terraform-provider-helm, `helm/resource_helm_release.go`; read 2026-11-21 in the
 * releases below). They were not observed, because Terraform cannot plan these types without a
 * cluster.
 */
const FORCING: Readonly<Record<string, readonly RegExp[]>> = {
  "*": [/^metadata\.(name|namespace|generate_name)$/],
  helm_release: [/^(name|namespace)$/],
  kubernetes_cluster_role_binding_v1: [/^role_ref(\.|$)/],
  kubernetes_cron_job_v1: [
    /^spec\.job_template\.metadata\.(name|namespace|generate_name)$/,
    /^spec\.job_template\.spec\.(backoff_limit_per_index|completion_mode|completions|pod_failure_policy|selector)(\.|$)/,
    /^spec\.job_template\.spec\.template\.metadata\.(name|generate_name)$/,
    /^spec\.job_template\.spec\.template\.spec\.volume\.azure_file\.secret_namespace$/,
  ],
  kubernetes_deployment_v1: [
    /^spec\.selector(\.|$)/,
    /^spec\.template\.metadata\.(name|namespace|generate_name)$/,
    /^spec\.template\.spec\.volume\.azure_file\.secret_namespace$/,
  ],
  // A larger request grows the claim in place; other sizes have another name here.
  kubernetes_persistent_volume_claim_v1: [
    /^spec\.(access_modes|selector|storage_class_name|volume_name)(\.|$)/,
    /^spec\.resources\.limits$/,
  ],
  kubernetes_persistent_volume_v1: [/^spec\.(persistent_volume_source(\.|$)|volume_mode$)/],
  kubernetes_pod_disruption_budget_v1: [/^spec(\.|$)/],
  kubernetes_priority_class_v1: [/^(value|preemption_policy)$/],
  kubernetes_resource_quota_v1: [/^spec\.scopes$/],
  kubernetes_role_binding_v1: [/^role_ref(\.|$)/],
  kubernetes_storage_class_v1: [
    /^(storage_provisioner|parameters|volume_binding_mode|mount_options|allowed_topologies)(\.|$)/,
  ],
  kubernetes_service_v1: [/^spec\.(cluster_ip|cluster_ips|health_check_node_port|load_balancer_class)$/],
};

/** Releases of the sources, by the source of the provider. */
export const READ_RELEASES = { "hashicorp/helm": "3.1.2", "hashicorp/kubernetes": "3.2.1" } as const;

/** Arguments that a plan shows as changed in place, and that the provider never sends. */
const IGNORED: Readonly<Record<string, readonly RegExp[]>> = {
  kubernetes_storage_class_v1: [/^reclaim_policy$/],
};

/** Arguments whose effect depends on another argument, such as the data of an immutable ConfigMap. */
const UNCERTAIN: Readonly<Record<string, readonly RegExp[]>> = {
  kubernetes_config_map_v1: [/^immutable$/],
};

/** Effect of a different argument of these providers; undefined for an unknown type or argument. */
export function kubernetesEffect(type: string, path: string): PlanEffect | undefined {
  const schema = Object.values(PROVIDER_SCHEMAS).flatMap(({ resources }) => own(resources, type) ?? [])[0];
  if (!schema || !isArgument(schema, path.split("."))) return undefined;
  if (own(UNCERTAIN, type)?.some((pattern) => pattern.test(path))) return undefined;
  if (own(IGNORED, type)?.some((pattern) => pattern.test(path))) return "nothing";
  const forcing = [...(FORCING["*"] ?? []), ...(own(FORCING, type) ?? [])];
  return forcing.some((pattern) => pattern.test(path)) ? "replace" : "update";
}

/** True for the path of an argument. A path into a map, such as a label, belongs to the argument of the map. */
function isArgument(
  { attributes, blocks = {} }: BlockSchema,
  [key = "", ...rest]: readonly string[],
): boolean {
  if (attributes.split(" ").includes(key)) return true;
  const nested = blocks[key];
  return nested !== undefined && (rest.length === 0 || isArgument(nested, rest));
}
