import { type AccessRule, items } from "../../infrastructure/kubernetes-api";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";
import { accountsWith, bindingOf, type Subject } from "../../infrastructure/identity-rbac";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { type Check, combinedFinding, type Finding, notJudged, ruleOf } from "../check";
import { RESTS } from "../../infrastructure/rests";
import { isFalse, isTrue, text, texts } from "../../terraform/stack-json";
import { accountOf } from "../../infrastructure/kubernetes-pods";
import RIGHTS from "./rights-of-pods.json";
import TEXTS from "./texts.json";
import { aggregatedRoles } from "../aggregated-roles";
import { platformProgramsOf } from "../../infrastructure/kubernetes-programs";
import { deliveriesOf } from "../../infrastructure/deliveries";

export const rbac: Check = {
  ...ruleOf(TEXTS, "rbac"),
  run: (plan) => [
    ...objectsOf(plan).pods.flatMap((pods): Finding[] => {
      const { owner, spec } = pods;
      const account = accountOf(plan, pods);
      const bound = boundAccounts(plan).has(`${owner.namespace}/${account}`);
      const mounted = spec.automountServiceAccountToken;
      return combinedFinding(owner.resource, owner.title, [
        ...(!bound && !isFalse(mounted)
          ? ["it has a token, and no role is bound to its service account"]
          : []),
        ...(bound && !isTrue(mounted) ? ["a role is bound to its service account, and it has no token"] : []),
      ]);
    }),
    ...objectsOf(plan)
      .ofKind("service_account")
      .filter(({ namespace }) => hasPods(plan).has(namespace))
      // `pipeline-rights` requires their token: no stack has the pods of runs.
      .filter(({ namespace, name }) => !isOfCreatedPods(plan, namespace, name))
      .flatMap(({ resource, name, api }) =>
        combinedFinding(
          resource,
          `service account ${name}`,
          isFalse(api.automountServiceAccountToken)
            ? []
            : ["every pod with this service account has a token: automountServiceAccountToken is not false"],
        ),
      ),
    ...[...objectsOf(plan).ofKind("role"), ...objectsOf(plan).ofKind("cluster_role")].flatMap((role) =>
      roleFindings(plan, role),
    ),
    ...bindingsOf(plan).flatMap((binding) => bindingFindings(plan, binding)),
  ],
};

const hasPods = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<string> =>
    new Set(objectsOf(plan).pods.map(({ owner }) => owner.namespace)),
);

const bindingsOf = (plan: EnvironmentPlan): KubernetesObject[] => [
  ...objectsOf(plan).ofKind("role_binding"),
  ...objectsOf(plan).ofKind("cluster_role_binding"),
];

/** Service accounts with a binding, as `namespace/name`. */
const boundAccounts = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<string> =>
    new Set(
      bindingsOf(plan)
        .flatMap((binding) => bindingOf(plan, binding).subjects)
        .filter(({ kind }) => kind === "ServiceAccount")
        .map(({ namespace, name }) => `${namespace}/${name}`),
    ),
);

const boundRoles = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<string> =>
    new Set(bindingsOf(plan).map((binding) => `${binding.namespace}/${bindingOf(plan, binding).roleName}`)),
);

function roleFindings(plan: EnvironmentPlan, role: KubernetesObject): Finding[] {
  const { resource, kind, namespace, name } = role;
  const rules = aggregatedRoles.withRules(plan, role).flatMap(({ api }) => items(api.rules));
  // `people-rights` evaluates the rights of people; a role of an own file reads only.
  if (isOfPeople(plan, role))
    return combinedFinding(
      resource,
      role.title,
      isOwn(plan, resource) ? rules.flatMap(widerThanReading) : [],
    );
  return combinedFinding(resource, role.title, [
    ...(kind === "cluster_role" ? ["it applies to every namespace"] : []),
    ...(rules.length === 0 && !aggregatedRoles.includes(role) ? ["it allows nothing"] : []),
    ...(boundRoles(plan).has(`${namespace}/${name}`) || aggregatedRoles.haveRulesOf(plan, role)
      ? []
      : ["no binding refers to it"]),
    ...(aggregatedRoles.includes(role)
      ? [{ notJudged: "not judged: rules of roles outside of these stacks that it aggregates" }]
      : []),
    // A check of the part compares these with what each program does.
    ...(hasRightsCheck(plan, role) ? [] : rules).flatMap(
      (rule) => ruleOfPart(plan, role, rule) ?? ruleProblems(plan, namespace, rule),
    ),
  ]);
}

/** Problems of a rule by what a part does with its rights; undefined for a rule of no part. */
const ruleOfPart = (
  plan: EnvironmentPlan,
  role: KubernetesObject,
  rule: AccessRule,
): readonly string[] | undefined =>
  RESTS.map((rest) => rest.roleProblems(plan, role, rule)).find((problems) => problems) ??
  deliveriesOf(plan).to(role.namespace)?.roleProblems(plan, role, rule);

/** Whether a role is bound to groups of people alone: they may read what pods need not. */
function isOfPeople(plan: EnvironmentPlan, role: KubernetesObject): boolean {
  const isOfFile = isOwn(plan, role.resource);
  const subjects = bindingsOf(plan)
    .filter((binding) => bindsRole(plan, binding, role))
    .flatMap((binding) => bindingOf(plan, binding).subjects);
  return (
    subjects.length > 0 && subjects.every((each) => isPeople(each) && (isOfFile || isEntered(plan, each)))
  );
}

/** Whether a binding refers to a role. A binding of a namespace can refer to a ClusterRole. */
const bindsRole = (plan: EnvironmentPlan, binding: KubernetesObject, role: KubernetesObject): boolean =>
  bindingOf(plan, binding).roleName === role.name &&
  (text(binding.api.roleRef?.kind) === "ClusterRole"
    ? role.kind === "cluster_role"
    : role.kind === "role" && role.namespace === binding.namespace);

/** A group that an access entry gives to an IAM role. Groups of Kubernetes are everyone, or programs. */
const isPeople = ({ kind, name }: Subject): boolean => kind === "Group" && !name.startsWith("system:");

/** Whether an access entry has a group. */
const isEntered = (plan: EnvironmentPlan, { name }: Subject): boolean => enteredGroups(plan).has(name);

const enteredGroups = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<string> =>
    new Set(plan.resources("aws_eks_access_entry").flatMap((entry) => texts(entry.config.kubernetes_groups))),
);

/** Rights of a rule beyond reading. */
const widerThanReading = (rule: AccessRule): string[] => [
  ...wildcardsIn(rule),
  ...dangersIn(rule),
  ...writesIn(rule),
];

/** Whether every account with a role is that of a program whose rights a check of its part compares. */
function hasRightsCheck(plan: EnvironmentPlan, role: KubernetesObject): boolean {
  if (role.kind !== "role") return false;
  const accounts = accountsWith(plan, role);
  return (
    accounts.length > 0 &&
    accounts.every(
      ({ namespace, name }) =>
        namespace === role.namespace &&
        platformProgramsOf(plan).withAccount(namespace, name)?.hasRightsCheck === true,
    )
  );
}

const isOfCreatedPods = (plan: EnvironmentPlan, namespace: string, name: string): boolean =>
  platformProgramsOf(plan).withAccount(namespace, name)?.isDeployed === false;

/** Whether a rule names a resource, or a subresource of all. */
const namesResource = (named: readonly string[], resource: string): boolean =>
  named.includes(resource) || named.includes(resource.replace(/^\w+(?=\/)/, "*"));

function dangerousIn(rule: AccessRule): typeof RIGHTS.dangerous {
  const [resources, verbs] = [texts(rule.resources), texts(rule.verbs)];
  return RIGHTS.dangerous.filter(
    ({ resource, verbs: only }) =>
      namesResource(resources, resource) && (only.length === 0 || verbs.some((verb) => only.includes(verb))),
  );
}

const dangersIn = (rule: AccessRule): string[] =>
  dangerousIn(rule).map(({ resource }) => `it may ${texts(rule.verbs).join(", ")} ${resource}`);

const wildcardsIn = (rule: AccessRule): string[] =>
  [rule.apiGroups, rule.resources, rule.verbs].some((each) => texts(each).includes("*"))
    ? ["a rule contains the wildcard *"]
    : [];

const writesIn = (rule: AccessRule): string[] =>
  texts(rule.verbs)
    .filter((verb) => !["get", "list", "watch"].includes(verb))
    .map((verb) => `it may ${verb}, expected only get, list or watch`);

function ruleProblems(plan: EnvironmentPlan, namespace: string, rule: AccessRule): string[] {
  const [groups, resources, verbs] = [rule.apiGroups, rule.resources, rule.verbs].map(texts);
  const paths = texts(rule.nonResourceURLs);
  if (paths.length > 0)
    return [
      ...wildcardsIn({ ...rule, resources: paths }),
      ...paths.map((path) => `it may ${(verbs ?? []).join(", ")} the path ${path}`),
      ...writesIn(rule),
    ];
  const names = texts(rule.resourceNames);
  const dangerous = dangerousIn(rule);
  const maps = resources?.includes("configmaps") ? (names ?? []) : [];
  return [
    ...wildcardsIn(rule),
    ...(groups?.length === 0 || resources?.length === 0 || verbs?.length === 0
      ? ["a rule lacks apiGroups, resources or verbs"]
      : []),
    ...dangersIn(rule),
    ...(names?.length === 0
      ? [`it may ${(verbs ?? []).join(", ")} all ${(resources ?? []).join(", ")}: resourceNames is empty`]
      : []),
    ...writesIn(rule),
    ...(resources ?? [])
      .filter(
        (each) =>
          each !== "*" &&
          !RIGHTS.readable.includes(each) &&
          !dangerous.some(({ resource }) => namesResource([each], resource)),
      )
      .map((each) => `it names ${each}, which pods do not need to read`),
    ...(resources ?? [])
      .filter((each) => each === "configmaps" && !(groups ?? []).includes(""))
      .map(() => "configmaps belong to the core API group, which is an empty string"),
    ...maps
      .filter((each) => !objectsOf(plan).find("config_map", namespace, each))
      .map((each) => `ConfigMap ${each} does not exist in ${namespace}`),
  ];
}

function bindingFindings(plan: EnvironmentPlan, binding: KubernetesObject): Finding[] {
  const reference = binding.api.roleRef ?? {};
  const name = bindingOf(plan, binding).roleName;
  const kind = text(reference.kind) ?? "";
  const role = objectsOf(plan).find(
    kind === "ClusterRole" ? "cluster_role" : "role",
    kind === "ClusterRole" ? "" : binding.namespace,
    name,
  );
  const subjects = bindingOf(plan, binding).subjects;
  const isOfFile = isOwn(plan, binding.resource);
  const people = subjects.filter((each) => isPeople(each) && (isOfFile || isEntered(plan, each)));
  const strange = subjects.filter(
    (subject) =>
      !people.includes(subject) &&
      (subject.kind !== "ServiceAccount" ||
        !(
          objectsOf(plan).find("service_account", subject.namespace, subject.name) ??
          deliveriesOf(plan).to(binding.namespace)?.isAccount(plan, subject)
        )),
  );
  const wrong = combinedFinding(binding.resource, binding.title, [
    ...(role && (kind === "Role" || kind === "ClusterRole")
      ? []
      : [`${kind || "role"} ${name || "(none)"} is in no block of these stacks, so its rules are not known`]),
    ...(reference.apiGroup === "rbac.authorization.k8s.io"
      ? []
      : [`the API group of its role is ${String(reference.apiGroup)}, expected rbac.authorization.k8s.io`]),
    ...(subjects.length === 0 ? ["it has no subject"] : []),
    ...strange.map(
      (subject) =>
        `${subject.kind || "subject"} ${subject.namespace}/${subject.name} is not a service account of this environment`,
    ),
  ]);
  return [
    ...wrong,
    ...people
      .filter((group) => !isEntered(plan, group))
      .map((group) =>
        notJudged(
          binding.resource,
          `who is in the group ${group.name} of ${binding.title}`,
          "compare it with the groups of access entries, such as those of cluster.access",
        ),
      ),
  ];
}
