import { orMeant } from "../../base/did-you-mean";
import { type Stated, trustedValues } from "../../infrastructure/stated";
import { rolesOf, trustedAccounts } from "../../infrastructure/identity-roles";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { block, text, texts } from "../../terraform/stack-json";
import { accountOf } from "../../infrastructure/kubernetes-pods";
import { namespacesOf } from "../../infrastructure/kubernetes-namespaces";
import { modelPods } from "../../infrastructure/kubernetes-programs";
import { resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

type StatedAccess = NonNullable<Stated["access"]>[number];

export const clusterAccess: Check = {
  ...ruleOf(TEXTS, "cluster-access"),
  run: (plan, { statedOf }) => {
    const { access, administrators, names } = statedOf(plan.name);
    const trusted = trustedValues(names, "namespace");
    const isOther = (resource: PlannedResource): boolean =>
      administrators === undefined || !administrators.includes(principalOf(plan, resource));
    const statedFor = (resource: PlannedResource): StatedAccess | undefined =>
      access?.find(({ role }) => role === principalOf(plan, resource));
    return [
      ...withoutRights(plan),
      ...plan.resources("aws_eks_access_policy_association").flatMap(scopeProblems),
      ...plan
        .resources("aws_eks_access_entry")
        .filter((each) => !isOther(each))
        .flatMap((each) => administratorProblems(principalOf(plan, each), each)),
      ...plan
        .resources("aws_eks_access_policy_association")
        .filter(isOther)
        .flatMap((each) =>
          policyProblems(plan, each, statedFor(each)).map((problem) => ({
            ...at(each),
            message: `access policy: ${principalOf(plan, each)} has ${problem}`,
          })),
        ),
      ...(namespacesOf(plan).areKnown ? namespacesOf(plan).missing : [])
        .filter(({ namespace }) => !trusted.has(namespace))
        .map(({ resource, namespace }) => missingProblem(plan, resource, namespace, access)),
      ...plan
        .resources("aws_eks_access_entry")
        .filter(isOther)
        .flatMap((each) =>
          groupProblems(texts(each.config.kubernetes_groups), statedFor(each)).map((problem) => ({
            ...at(each),
            message: `access entry: ${principalOf(plan, each)} is in ${problem}`,
          })),
        ),
    ];
  },
};

/** Entries of people and programs that give nothing. EKS gives the groups of nodes by the type of their entry. */
function withoutRights(plan: EnvironmentPlan): Finding[] {
  const associated = plan
    .resources("aws_eks_access_policy_association")
    .map((each) => principalOf(plan, each));
  return plan
    .resources("aws_eks_access_entry")
    .filter(({ config }) => (text(config.type) ?? "STANDARD") === "STANDARD")
    .filter(
      ({ config }) =>
        typeof config.kubernetes_groups !== "string" && texts(config.kubernetes_groups).length === 0,
    )
    .filter((each) => !associated.includes(principalOf(plan, each)))
    .map((each) => ({
      ...at(each),
      message: `access entry: ${principalOf(plan, each)} has no group and no access policy`,
      fix: "give it a group of a binding or an access policy, or remove the entry",
    }));
}

/** The file names administrators without groups: bindings of a group would give rights that it does not state. */
function administratorProblems(principal: string, entry: PlannedResource): Finding[] {
  const groups = texts(entry.config["kubernetes_groups"]);
  return groups.length === 0
    ? []
    : [
        {
          ...at(entry),
          message: `access entry: ${principal} is in the groups ${groups.join(", ")}, expected none`,
          fix: "remove kubernetes_groups: an administrator has every right without a group; list a role with groups under cluster.access",
        },
      ];
}

/** Only a policy of the type namespace has namespaces (Amazon EKS API reference, AccessScope, read 2026-11-26). */
function scopeProblems(association: PlannedResource): Finding[] {
  const scope = block(association.config["access_scope"]);
  const namespaces = texts(scope["namespaces"]);
  return text(scope["type"]) !== "cluster" || namespaces.length === 0
    ? []
    : [
        {
          ...at(association),
          message: `access policy: it lists the namespaces ${namespaces.join(", ")}, which do not limit a policy for the whole cluster`,
          fix: "set access_scope.type to namespace, or remove the namespaces",
        },
      ];
}

/** EKS accepts a namespace that does not exist: the role then has no rights, and gets them in any namespace that takes the name. */
function missingProblem(
  plan: EnvironmentPlan,
  resource: PlannedResource,
  namespace: string,
  access: readonly StatedAccess[] = [],
): Finding {
  const principal = principalOf(plan, resource);
  const index = access.findIndex(({ role }) => role === principal);
  const place = access[index]?.namespaces.indexOf(namespace) ?? -1;
  const policy = (text(resource.config["policy_arn"]) ?? "").split("/").at(-1) ?? "";
  const meant = orMeant(namespace, namespacesOf(plan).all);
  return {
    ...at(resource),
    message: `access policy: ${principal} has ${policy} in ${namespace}, a namespace that nothing creates${meant}`,
    fix: `correct the name, or create the namespace in an own Terraform file; if others create it, add to trusted of the file: { kind: namespace, value: ${namespace}, reason: … }`,
    ...(place < 0 ? {} : { cause: ["cluster", "access", index, "namespaces", place] }),
  };
}

/** Policies that write in a namespace (the same guide). */
const WRITES = ["AmazonEKSEditPolicy", "AmazonEKSAdminPolicy"];

/** The policy of administrators, which `cluster-admins` judges where no file names the roles. */
const OF_ADMINISTRATORS = "AmazonEKSClusterAdminPolicy";

/** Policies by the words of the file. */
const BY_WORD: Readonly<Record<string, string>> = {
  view: "AmazonEKSViewPolicy",
  edit: "AmazonEKSEditPolicy",
  admin: "AmazonEKSAdminPolicy",
};

function policyProblems(
  plan: EnvironmentPlan,
  { config }: PlannedResource,
  stated: StatedAccess | undefined,
): string[] {
  const name = (text(config["policy_arn"]) ?? "").split("/").at(-1) ?? "";
  const scope = block(config["access_scope"]);
  const namespaces = text(scope["type"]) === "namespace" ? texts(scope["namespaces"]) : undefined;
  const held = `${name} in ${namespaces?.join(", ") ?? "the whole cluster"}`;
  if (stated) {
    // A hand-over has the ARN of a policy in place of its word.
    const policy = BY_WORD[stated.policy ?? ""] ?? stated.policy?.split("/").at(-1) ?? "no policy";
    const wanted = `${policy} in ${stated.namespaces.join(", ")}`;
    if (held !== wanted) return [`${held}, expected ${wanted}`];
  } else if (namespaces === undefined) {
    return name === OF_ADMINISTRATORS ? [] : [`${held}, expected namespaces`];
  }
  return WRITES.includes(name)
    ? (namespaces ?? []).flatMap((namespace) => {
        const reached = rolesIn(plan, namespace);
        return reached.length === 0
          ? []
          : [`${name} in ${namespace} reaches the role of ${reached.join(", ")}`];
      })
    : [];
}

/** Roles of programs of the platform that service accounts of a namespace assume. */
function rolesIn(plan: EnvironmentPlan, namespace: string): string[] {
  const ofModels = modelPods(plan).map((pods) => `${pods.owner.namespace}:${accountOf(plan, pods)}`);
  return rolesOf(plan)
    .all.filter(({ trust }) =>
      trustedAccounts(trust).some(
        (account) => account.startsWith(`${namespace}:`) && !ofModels.includes(account),
      ),
    )
    .map(({ name }) => name);
}

function groupProblems(groups: readonly string[], stated: StatedAccess | undefined): string[] {
  const wanted = stated?.groups ?? groups.filter((each) => !each.startsWith("system:"));
  return groups.join() === wanted.join()
    ? []
    : [`the groups ${groups.join(", ") || "(none)"}, expected ${wanted.join(", ") || "none"}`];
}

const principalOf = (plan: EnvironmentPlan, resource: PlannedResource): string =>
  resolveReferences(plan, inLayer(resource, resource.config["principal_arn"]));
