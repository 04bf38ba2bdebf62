import { kindsOfClusters } from "../../../../src/checks/identity/purposes.json";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { asObject, texts } from "../../../../src/terraform/stack-json";
import { type Access, inBatches, inGroup, inWords, isAllowed, SENSITIVE } from "./access";
import { type Deployment } from "./deployment";
import { allObjects } from "./objects";
import { permits, rightsOfGroups } from "../../../../src/checks/identity/rights-of-groups";

/** A call of a person, with the decision of the API server and that of the evaluator of the check. */
export interface Answered {
  readonly group: string;
  /** Empty for the whole cluster. */
  readonly namespace: string;
  readonly call: string;
  readonly isSensitive: boolean;
  readonly isAllowed: boolean;
  readonly isCounted: boolean;
}

/** Calls that lead to more rights, or into pods, nodes and certificates. */
const REACHING: readonly Access[] = [
  ...SENSITIVE,
  ...["pods", "services", "nodes"].flatMap((resource) =>
    ["get", "create"].map((verb) => ({ verb, resource, subresource: "proxy" })),
  ),
  ...["update", "patch"].map((verb) => ({
    ...{
      verb,
      group: "certificates.k8s.io",
      resource: "certificatesigningrequests",
      subresource: "approval",
    },
  })),
  { verb: "approve", group: "certificates.k8s.io", resource: "signers" },
];

/** Calls of daily work, with some beside each of them that no purpose has. */
const DAILY: readonly Access[] = [
  ...kindsOfClusters.kinds.map((kind) => {
    const [resource = "", ...group] = kind.split(".");
    return { verb: "list", group: group.join("."), resource };
  }),
  ...["log", "status", "portforward", "exec", "attach"].map((subresource) => ({
    verb: "get",
    resource: "pods",
    subresource,
  })),
  ...["patch", "update", "delete"].map((verb) => ({ verb, resource: "nodes" })),
  ...["deployments", "statefulsets", "replicasets"].flatMap((resource) =>
    ["get", "patch"].map((verb) => ({ verb, group: "apps", resource, subresource: "scale" })),
  ),
  { verb: "delete", group: "batch", resource: "jobs" },
  { verb: "delete", group: "batch", resource: "cronjobs" },
  { verb: "deletecollection", resource: "pods" },
];

/** Groups of people in access entries. */
export const groupsOfPeople = (plan: EnvironmentPlan): string[] => [
  ...new Set(
    plan
      .resources("aws_eks_access_entry")
      .flatMap(({ config }) => texts(config.kubernetes_groups))
      .filter((group) => group.startsWith("people:")),
  ),
];

/** Asks the API server and the evaluator for each group, in each namespace of the stacks, kube-system and the whole cluster. */
export async function answersFor(deployment: Deployment): Promise<Answered[]> {
  const { plan } = deployment;
  const namespaces = allObjects(plan)
    .filter(({ kind }) => kind === "Namespace")
    .map(({ metadata }) => String(asObject(metadata)["name"]));
  const rights = rightsOfGroups(plan);
  const questions = groupsOfPeople(plan).flatMap((group) =>
    ["", "kube-system", ...namespaces].flatMap((namespace) =>
      [...REACHING, ...DAILY].map((access) => ({ group, namespace, access })),
    ),
  );
  return inBatches(questions, async ({ group, namespace, access }) => ({
    group,
    namespace,
    call: inWords(access),
    isSensitive: REACHING.includes(access),
    isAllowed: await isAllowed(deployment, inGroup(group), namespace, access),
    isCounted: permits(rights.get(group)?.rules ?? [], {
      namespace: namespace === "" ? undefined : namespace,
      group: access.group ?? "",
      resource: inWords(access).replace(/^\S+ /, ""),
      verb: access.verb,
    }),
  }));
}
