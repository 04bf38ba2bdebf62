/** Kinds without a namespace: those whose `metadata` has none in the provider's schema, and one whose schema has a needless one. */
export const CLUSTER_WIDE: readonly string[] = [
  ...["api_service", "certificate_signing_request", "csi_driver", "ingress_class", "namespace"],
  ...["cluster_role", "cluster_role_binding", "persistent_volume", "priority_class", "runtime_class"],
  ...["mutating_webhook_configuration", "validating_webhook_configuration", "storage_class"],
  ...["node_taint", "validating_admission_policy"],
];

/** The kind of `kubernetes_manifest`, which is an object of any kind. */
export const MANIFEST = "manifest";

/** Kinds whose scope no schema tells: an object of any kind, or a change of one. Without a namespace, they name none. */
export const OF_ANY_SCOPE: readonly string[] = [MANIFEST, "annotations", "labels", "env"];

/** Names of objects whose type has no argument for it. */
export const FIXED_NAMES: Readonly<Record<string, string>> = { default_service_account: "default" };

/** Kind of a Terraform type without version, such as `deployment` of `kubernetes_deployment_v1`. */
export const kindOfType = (type: string): string | undefined =>
  /^kubernetes_([a-z_]+?)(?:_v\d\w*)?$/.exec(type)?.[1];

/** Title of an object in findings. */
export const kindTitle = (kind: string, name: string): string => `${kind.replace(/_/g, " ")} ${name}`;
