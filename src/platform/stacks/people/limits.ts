import { PEOPLE_PREFIX } from "../../names/people";
import LIMITS from "./admission-limits.json";
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

/** Limits that RBAC cannot set: generated names of pods, and fields of objects. */
export const limitsOfPeople = (forwarded: readonly ForwardedPods[]): CustomResource[] => {
  const expression = forwarded.map(isForwarded).join(" || ") || "false";
  return [{ ...LIMITS.forwards, expression }, ...LIMITS.people].flatMap((each) => limit(each, BY_GROUP));
};

/** Settings by which holders of roles with the policy `edit` or `admin` could take from other tenants of the cluster. */
export const limitsOfEditors = (editors: readonly Editor[]): CustomResource[] =>
  LIMITS.editors.flatMap((each) => limit(each, byEditor(editors)));

/** A policy that denies requests for which the expression is false, and its binding. */
function limit(
  { name, group, resource, operations, expression, message }: (typeof LIMITS)["editors"][number],
  whose: string,
): CustomResource[] {
  const apiVersion = "admissionregistration.k8s.io/v1";
  const judged = { apiGroups: [group], apiVersions: ["*"], operations, resources: [resource] };
  const spec = {
    failurePolicy: "Fail",
    matchConditions: [{ name: "people", expression: whose }],
    matchConstraints: { resourceRules: [judged] },
    validations: [{ expression, message }],
  };
  const binding = { policyName: name, validationActions: ["Deny"] };
  return [
    { apiVersion, kind: "ValidatingAdmissionPolicy", metadata: { name }, spec },
    { apiVersion, kind: "ValidatingAdmissionPolicyBinding", metadata: { name }, spec: binding },
  ];
}
