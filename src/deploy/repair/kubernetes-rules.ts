import { type JsonObject, asArray, asObject } from "../../terraform-json/stack-json";
import { type Rule, joined } from "./rule";

/**
 * Import ids of Kubernetes objects: `namespace/name`, or the name of an object without a namespace.
 *
 * @see https://github.com/hashicorp/terraform-provider-kubernetes/tree/v2.38.0/docs/resources, "Import" (2026-11-21)
 */
const OBJECT: Rule = {
  id: (values) => {
    const { namespace, name } = metadata(values);
    if (typeof name !== "string") return undefined;
    return typeof namespace === "string" ? `${namespace}/${name}` : name;
  },
};

const metadata = (values: JsonObject): JsonObject => asObject(asArray(values["metadata"])[0]);

export const KUBERNETES_RULES: Readonly<Record<string, Rule>> = {
  helm_release: joined("/", "namespace", "name"),
  ...Object.fromEntries(
    [
      "config_map_v1",
      "deployment_v1",
      "horizontal_pod_autoscaler_v2",
      "ingress_v1",
      "limit_range_v1",
      "namespace_v1",
      "network_policy_v1",
      "pod_disruption_budget_v1",
      "resource_quota_v1",
      "role_binding_v1",
      "role_v1",
      "service_account_v1",
      "service_v1",
    ].map((kind) => [`kubernetes_${kind}`, OBJECT]),
  ),
};
