import type { CustomResource } from "../../constructs/custom-resources/custom-resources";
import { PEOPLE_PREFIX } from "../../names/people";

/** Requests that a policy judges, by the kind of their objects. */
interface Judged {
  readonly operations: readonly string[];
  /** @default - the group of pods */
  readonly group?: string;
  readonly resource: string;
}

interface Limit extends Judged {
  readonly name: string;
  /** CEL expression that is true for people. */
  readonly whose: string;
  /** CEL expression that is true for a request that they may make. */
  readonly admits: string;
  readonly message: string;
}

/** Pods of a namespace to which people forward ports, by the names of their workloads. */
export interface ForwardedPods {
  readonly namespace: string;
  readonly workloads: readonly string[];
}

const BY_GROUP = `request.userInfo.groups.exists(group, group.startsWith("${PEOPLE_PREFIX}"))`;

/** The user name of an access entry of a role: Amazon EKS user guide, "Create access entries" (read 2026-11-29). */
const byRole = (roleArns: readonly string[]): string => {
  const users = roleArns.map((arn) => {
    const [, partition = "", , , account = "", role = ""] = arn.split(":");
    return `arn:${partition}:sts::${account}:assumed-role/${role.split("/").at(-1) ?? ""}/`;
  });
  return `${JSON.stringify(users)}.exists(user, request.userInfo.username.startsWith(user))`;
};

/**
 * Names of the pods of a Deployment, whose hashes have no vowel, or of a StatefulSet. A request for a port has no labels and no port
 * (kubernetes/apimachinery, pkg/util/rand/rand.go, SafeEncodeString, read 2026-11-29).
 */
const podsOf = (workloads: readonly string[]): string => {
  const hash = "[bcdfghjklmnpqrstvwxz2456789]";
  return `^(${workloads.join("|")})-(${hash}{1,10}-${hash}{5}|[0-9]+)$`;
};

/** What RBAC cannot limit: names of pods that are generated, and fields of objects. */
export const limitsOfPeople = (forwarded: readonly ForwardedPods[]): CustomResource[] => [
  ...limit({
    name: "people-forwards",
    operations: ["CONNECT"],
    resource: "pods/portforward",
    whose: BY_GROUP,
    admits:
      forwarded
        .map(
          ({ namespace, workloads }) =>
            `request.namespace == "${namespace}" && request.name.matches("${podsOf(workloads)}")`,
        )
        .join(" || ") || "false",
    message: "people forward ports to pods with pages only",
  }),
  ...limit({
    name: "people-cordon",
    operations: ["UPDATE"],
    resource: "nodes",
    whose: BY_GROUP,
    admits: [
      ...["labels", "annotations", "finalizers", "ownerReferences"].map((field) => `metadata.?${field}`),
      ...["taints", "providerID", "podCIDR", "podCIDRs", "configSource", "externalID"].map(
        (field) => `spec.?${field}`,
      ),
    ]
      .map((field) => `object.${field} == oldObject.${field}`)
      .join(" && "),
    message: "people change spec.unschedulable of a node only, as kubectl cordon does",
  }),
];

const GROUPED = ["group.name", "group.order"].map((key) => `alb.ingress.kubernetes.io/${key}`);
const isGrouped = (object: string): string =>
  `${JSON.stringify(GROUPED)}.exists(key, key in ${object}.metadata.?annotations.orValue({}))`;

/** What holders of roles with the policy `edit` or `admin` could take from other tenants of the cluster. */
export const limitsOfEditors = (roleArns: readonly string[]): CustomResource[] => {
  const whose = byRole(roleArns);
  const [operations, group] = [["CREATE", "UPDATE"], "networking.k8s.io"];
  return [
    ...limit({
      name: "editors-ingresses",
      ...{ operations, group, resource: "ingresses", whose },
      admits: `!${isGrouped("object")} && (oldObject == null || !${isGrouped("oldObject")})`,
      message: "an Ingress of a group takes hosts of others in the group; change entry or models of the file",
    }),
    ...limit({
      name: "editors-network-policies",
      ...{ operations: [...operations, "DELETE"], group, resource: "networkpolicies", whose },
      admits: "false",
      message: "network policies are those of the file; change network.extraRules or an own Terraform file",
    }),
    ...limit({
      name: "editors-external-ips",
      ...{ operations, resource: "services", whose },
      admits: "object.spec.?externalIPs.orValue([]).size() == 0",
      message: "externalIPs take traffic of other addresses; use the entry of the file",
    }),
  ];
};

const limit = ({
  name,
  operations,
  group = "",
  resource,
  whose,
  admits,
  message,
}: Limit): CustomResource[] => [
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name },
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        resourceRules: [{ apiGroups: [group], apiVersions: ["*"], operations, resources: [resource] }],
      },
      matchConditions: [{ name: "people", expression: whose }],
      validations: [{ expression: admits, message }],
    },
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name },
    spec: { policyName: name, validationActions: ["Deny"] },
  },
];
