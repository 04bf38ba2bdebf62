import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { type Deployment } from "./deployment";
import { allObjects } from "./objects";

/** A verb on a resource. */
export interface Access {
  readonly verb: string;
  readonly group?: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly name?: string;
}

/**
 * Access that leads to more rights, to secrets or to other pods.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/ (2026-11-20)
 */
export const SENSITIVE: readonly Access[] = [
  ...["get", "list", "watch", "create", "update", "patch", "delete"].map((verb) => ({
    verb,
    resource: "secrets",
  })),
  ...["list", "watch", "create", "update", "patch", "delete"].map((verb) => ({
    verb,
    resource: "configmaps",
  })),
  ...["create", "update", "patch", "delete"].map((verb) => ({ verb, resource: "pods" })),
  ...["exec", "attach", "portforward", "ephemeralcontainers"].map((subresource) => ({
    verb: subresource === "ephemeralcontainers" ? "patch" : "create",
    resource: "pods",
    subresource,
  })),
  { verb: "create", resource: "pods", subresource: "eviction" },
  { verb: "create", resource: "serviceaccounts", subresource: "token" },
  ...["users", "groups", "serviceaccounts"].map((resource) => ({ verb: "impersonate", resource })),
  ...["deployments", "daemonsets", "statefulsets", "replicasets"].map((resource) => ({
    verb: "patch",
    group: "apps",
    resource,
  })),
  { verb: "create", group: "batch", resource: "jobs" },
  ...["roles", "rolebindings", "clusterroles", "clusterrolebindings"].map((resource) => ({
    verb: "create",
    group: "rbac.authorization.k8s.io",
    resource,
  })),
  ...["bind", "escalate"].map((verb) => ({
    verb,
    group: "rbac.authorization.k8s.io",
    resource: "clusterroles",
  })),
  { verb: "get", resource: "nodes", subresource: "proxy" },
  { verb: "create", resource: "persistentvolumes" },
  { verb: "delete", resource: "namespaces" },
  { verb: "patch", resource: "namespaces" },
  { verb: "patch", group: "networking.k8s.io", resource: "networkpolicies" },
  { verb: "delete", group: "networking.k8s.io", resource: "networkpolicies" },
  ...["mutatingwebhookconfigurations", "validatingwebhookconfigurations"].map((resource) => ({
    verb: "create",
    group: "admissionregistration.k8s.io",
    resource,
  })),
  { verb: "create", group: "certificates.k8s.io", resource: "certificatesigningrequests" },
];

/**
 * Asks for each account of the stacks' namespaces, and each default account, whether it has sensitive access in its own
 * namespace and in `kube-system`.
 */
export async function deniedAccess(
  deployment: Deployment,
): Promise<{ readonly asked: number; readonly allowed: readonly string[] }> {
  const accounts = await judgedAccounts(deployment);
  const questions = accounts.flatMap((account) =>
    [...new Set([account.namespace, "kube-system"])].flatMap((namespace) =>
      SENSITIVE.map((access) => ({ account, namespace, access })),
    ),
  );
  const answers = await inBatches(questions, async ({ account, namespace, access }) =>
    (await isAllowed(deployment, asAccount(account), namespace, access))
      ? [`${account.namespace}/${account.name}: ${inWords(access)} in ${namespace}`]
      : [],
  );
  return { asked: questions.length, allowed: answers.flat() };
}

/** Asks whether each subject of a RoleBinding of a Role has the access of that Role. */
export async function grantedAccess(
  deployment: Deployment,
): Promise<{ readonly asked: number; readonly refused: readonly string[] }> {
  const objects = allObjects(deployment.plan);
  const questions = objects
    .filter(({ kind }) => kind === "RoleBinding")
    .flatMap((binding) => {
      const { namespace } = asObject(binding["metadata"]);
      const role = objects.find(
        ({ kind, metadata }) =>
          kind === "Role" &&
          asObject(metadata)["namespace"] === namespace &&
          asObject(metadata)["name"] === asObject(binding["roleRef"])["name"],
      );
      const accesses = asArray(role?.["rules"]).map(asObject).flatMap(accessesOf);
      return asArray(binding["subjects"])
        .map(asObject)
        .flatMap((subject) => accesses.map((access) => ({ subject, namespace: String(namespace), access })));
    });
  const answers = await inBatches(questions, async ({ subject, namespace, access }) =>
    (await isAllowed(deployment, callerOf(subject), namespace, access))
      ? []
      : [`${String(subject["name"])}: ${inWords(access)}`],
  );
  return { asked: questions.length, refused: answers.flat() };
}

function accessesOf(rule: JsonObject): Access[] {
  const texts = (key: string): string[] => asArray(rule[key]).map(String);
  const names = texts("resourceNames");
  return texts("verbs").flatMap((verb) =>
    texts("resources").flatMap((resource) =>
      texts("apiGroups").flatMap((group) =>
        names.length === 0
          ? [{ verb, resource, group }]
          : names.map((name) => ({ verb, resource, group, name })),
      ),
    ),
  );
}

interface Account {
  readonly namespace: string;
  readonly name: string;
}

/** Accounts of controllers and of the platform's charts have rights that upstream chose. */
async function judgedAccounts({ api, plan }: Deployment): Promise<Account[]> {
  const own = allObjects(plan)
    .filter(({ kind }) => kind === "Namespace")
    .map(({ metadata }) => String(asObject(metadata)["name"]));
  const all = (await api.list("/api/v1/serviceaccounts")).map(({ metadata }) => {
    const { namespace, name } = asObject(metadata);
    return { namespace: String(namespace), name: String(name) };
  });
  return all.filter(({ namespace, name }) => name === "default" || own.includes(namespace));
}

/** A client of the Kubernetes API. */
interface Caller {
  readonly user: string;
  readonly groups: readonly string[];
}

const asAccount = ({ namespace, name }: Account): Caller => ({
  user: `system:serviceaccount:${namespace}:${name}`,
  groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"],
});

/** A person with the role of an access entry. */
export const inGroup = (group: string): Caller => ({
  user: "person",
  groups: [group, "system:authenticated"],
});

const callerOf = ({ kind, namespace, name }: JsonObject): Caller =>
  kind === "Group" ? inGroup(String(name)) : asAccount({ namespace: String(namespace), name: String(name) });

/** Asks the API server; an empty namespace is the whole cluster. */
export async function isAllowed(
  { api }: Deployment,
  { user, groups }: Caller,
  namespace: string,
  { verb, group = "", resource, subresource = "", name = "" }: Access,
): Promise<boolean> {
  const { status } = await api.send("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SubjectAccessReview",
    spec: {
      user,
      groups: [...groups],
      resourceAttributes: { namespace, verb, group, resource, subresource, name },
    },
  });
  return asObject(status)["allowed"] === true;
}

export const inWords = ({ verb, resource, subresource }: Access): string =>
  `${verb} ${subresource === undefined ? resource : `${resource}/${subresource}`}`;

const BATCH = 20;

export async function inBatches<Item, Result>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let index = 0; index < items.length; index += BATCH)
    results.push(...(await Promise.all(items.slice(index, index + BATCH).map(ask))));
  return results;
}
