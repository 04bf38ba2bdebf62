import { PEOPLE_PREFIX } from "../../names/people";
import { type CustomResource } from "../../constructs/custom-resources/custom-resource";

/** Pods of a namespace to which people forward ports, by the names of their workloads. */
type ForwardedPods = Readonly<{ namespace: string; workloads: readonly string[] }>;

const BY_GROUP = `request.userInfo.groups.exists(group, group.startsWith("${PEOPLE_PREFIX}"))`;

/** A role with a policy that writes workloads, and where. */
type Editor = Readonly<{ role: string; namespaces: readonly string[] }>;

/**
 * Sessions of roles, by the user name that EKS gives to an access entry without one, and service accounts of their
 * namespaces, which they impersonate (Amazon EKS user guide, "Set a custom username for EKS access entries" and "Review
 * access policy permissions", read 2026-11-29).
 */
const byEditor = (editors: readonly Editor[]): string => {
  const users = editors.flatMap(({ role, namespaces }) => {
    const [, partition = "", , , account = "", name = ""] = role.split(":");
    const session = `arn:${partition}:sts::${account}:assumed-role/${name.split("/").at(-1) ?? ""}/`;
    return [session, ...namespaces.map((namespace) => `system:serviceaccount:${namespace}:`)];
  });
  return `${JSON.stringify([...new Set(users)])}.exists(user, request.userInfo.username.startsWith(user))`;
};

/**
 * A letter of the generated part of a pod's name (kubernetes/apimachinery, pkg/util/rand/rand.go; its letters as other
 * programs quote them, read 2026-11-29).
 */
const LETTER = "[bcdfghjklmnpqrstvwxz2456789]";

/** A request for a port names its pod only: one of a Deployment or a StatefulSet. */
const isForwarded = ({ namespace, workloads }: ForwardedPods): string =>
  `request.namespace == "${namespace}" && request.name.matches("^(${workloads.join("|")})-(${LETTER}{1,10}-${LETTER}{5}|[0-9]+)$")`;

const FIXED = [
  ...["labels", "annotations", "finalizers", "ownerReferences"].map((field) => `metadata.?${field}`),
  ...["taints", "providerID", "podCIDR", "podCIDRs", "configSource"].map((field) => `spec.?${field}`),
];

/** Limits that RBAC cannot set: generated names of pods, and fields of objects. */
export const limitsOfPeople = (forwarded: readonly ForwardedPods[]): CustomResource[] => [
  ...limit("people-forwards", rule("", "pods/portforward", "CONNECT"), BY_GROUP, {
    expression: forwarded.map(isForwarded).join(" || ") || "false",
    message: "people forward ports to pods with pages only",
  }),
  ...limit("people-cordon", rule("", "nodes", "UPDATE"), BY_GROUP, {
    expression: FIXED.map((field) => `object.${field} == oldObject.${field}`).join(" && "),
    message: "people change spec.unschedulable of a node only, as kubectl cordon does",
  }),
];

const isGrouped = (object: string): string =>
  `["group.name", "group.order"].exists(key, "alb.ingress.kubernetes.io/" + key in ${object}.metadata.?annotations.orValue({}))`;

/** Settings by which holders of roles with the policy `edit` or `admin` could take from other tenants of the cluster. */
export const limitsOfEditors = (editors: readonly Editor[]): CustomResource[] => [
  ...limit(
    "editors-ingresses",
    rule("networking.k8s.io", "ingresses", "CREATE", "UPDATE"),
    byEditor(editors),
    {
      expression: `!${isGrouped("object")} && (oldObject == null || !${isGrouped("oldObject")})`,
      message: "an Ingress of a group takes hosts of others in the group; change entry or models of the file",
    },
  ),
  ...limit(
    "editors-network-policies",
    rule("networking.k8s.io", "networkpolicies", "CREATE", "UPDATE", "DELETE"),
    byEditor(editors),
    {
      expression: "false",
      message: "network policies are those of the file; change network.extraRules or an own Terraform file",
    },
  ),
  ...limit("editors-external-ips", rule("", "services", "CREATE", "UPDATE"), byEditor(editors), {
    expression: "object.spec.?externalIPs.orValue([]).size() == 0",
    message: "externalIPs take traffic of other addresses; use the entry of the file",
  }),
];

const rule = (group: string, resource: string, ...operations: readonly string[]) => ({
  ...{ apiGroups: [group], apiVersions: ["*"], operations, resources: [resource] },
});

/** A policy that denies requests for which the expression is false, and its binding. */
function limit(name: string, judged: object, whose: string, validation: object): CustomResource[] {
  const apiVersion = "admissionregistration.k8s.io/v1";
  const spec = {
    failurePolicy: "Fail",
    matchConditions: [{ name: "people", expression: whose }],
    matchConstraints: { resourceRules: [judged] },
    validations: [validation],
  };
  const binding = { policyName: name, validationActions: ["Deny"] };
  return [
    { apiVersion, kind: "ValidatingAdmissionPolicy", metadata: { name }, spec },
    { apiVersion, kind: "ValidatingAdmissionPolicyBinding", metadata: { name }, spec: binding },
  ];
}
