import { groupBy } from "../../base/group-by";
import { asObject, type JsonObject, text } from "../../terraform/stack-json";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import {
  accountKey,
  type Role,
  ROLE_ANNOTATION,
  rolesOf,
  serviceAccountsOf,
  trustedAccounts,
} from "../../infrastructure/identity-roles";
import { ADDONS_OF_PARTS } from "../../evidence/addons-of-parts";
import { at, type Check, type Finding, ruleOf } from "../check";
import TEXTS from "./texts.json";
import { deliveriesOf } from "../../infrastructure/deliveries";

export const serviceAccountRoles: Check = {
  ...ruleOf(TEXTS, "service-account-roles"),
  run: (plan) => {
    const links = linksOf(plan);
    return [...links.flatMap((link) => linkFindings(plan, link)), ...roleFindings(plan, links)];
  },
};

/** A link between a service account and its role: an annotation of the service account, or an EKS add-on. */
interface RoleLink {
  readonly resource: PlannedResource;
  readonly key: string;
  readonly title: string;
  readonly namesRole: boolean;
  readonly role: Role | undefined;
  /** True if the service account uses the global STS endpoint, which is unreachable from a private network. */
  readonly globalSts: boolean;
}

function linksOf(plan: EnvironmentPlan): RoleLink[] {
  const { of } = rolesOf(plan);
  const accounts = serviceAccountsOf(plan).map(({ resource, key, annotations, role }): RoleLink => {
    const regional = annotations["eks.amazonaws.com/sts-regional-endpoints"];
    return {
      resource,
      key,
      title: `service account ${key}`,
      namesRole: role !== undefined,
      role: role && of(role),
      globalSts: role !== undefined && regional !== undefined && regional !== "true",
    };
  });
  const addons = plan.resources("aws_eks_addon").flatMap((resource): RoleLink[] => {
    const name = text(resource.config.addon_name) ?? "";
    const identity = ADDONS_OF_PARTS[name]?.identity;
    const role = resource.config.service_account_role_arn;
    if (!identity) return [];
    return [
      {
        resource,
        key: accountKey(identity.namespace, identity.serviceAccount),
        title: `add-on ${name}`,
        namesRole: role !== undefined,
        role: of(inLayer(resource, role)),
        globalSts: false,
      },
    ];
  });
  return [...accounts, ...addons, ...chartLinks(plan)];
}

/** Service accounts of charts, from their names and annotations at any depth of the values. */
function chartLinks(plan: EnvironmentPlan): RoleLink[] {
  const { of } = rolesOf(plan);
  return helmReleasesOf(plan).flatMap(({ resource, namespace, values }) =>
    accountsIn(values).map(({ name, role }): RoleLink => ({
      resource,
      key: accountKey(namespace, name),
      title: `service account ${accountKey(namespace, name)}`,
      namesRole: true,
      role: of(inLayer(resource, role)),
      globalSts: false,
    })),
  );
}

function accountsIn(values: JsonObject): { name: string; role: string }[] {
  const role = text(asObject(values["annotations"])[ROLE_ANNOTATION]);
  const name = text(values["name"]);
  const own = role !== undefined && name !== undefined && values["create"] !== false ? [{ name, role }] : [];
  return [...own, ...Object.values(values).flatMap((value) => accountsIn(asObject(value)))];
}

function linkFindings(
  plan: EnvironmentPlan,
  { resource, key, title, namesRole, role, globalSts }: RoleLink,
): Finding[] {
  const found = (message: string): Finding => ({ ...at(resource), message: `${title}: ${message}` });
  const sts = globalSts
    ? [found("it uses the global STS endpoint, which is unreachable from a private network")]
    : [];
  if (namesRole && !role) return [found("its role is not one of this environment"), ...sts];
  if (role) {
    const trusted = trustedAccounts(role.trust);
    const strange = trusted.includes(key)
      ? []
      : [found(`role ${role.name} trusts ${trusted.join(", ") || "no service account"}, not ${key}`)];
    return [...strange, ...sts];
  }
  const waiting = rolesOf(plan).trusting(key);
  return waiting.length === 0
    ? sts
    : [found(`it names no role, although ${waiting.map(({ name }) => name).join(", ")} trusts it`), ...sts];
}

function roleFindings(plan: EnvironmentPlan, links: readonly RoleLink[]): Finding[] {
  const byKey = groupBy(links, ({ key }) => key);
  const { all, trusting } = rolesOf(plan);
  return all.flatMap((role) =>
    trustedAccounts(role.trust).flatMap((key): Finding[] => {
      const here = byKey.get(key) ?? [];
      const message = (text: string): Finding[] => [
        { ...at(role.resource), message: `role ${role.name}: ${text}` },
      ];
      // `models-of-git` compares these roles with the file, and `check --manifests` the service accounts with the roles.
      if (here.length === 0 && deliveriesOf(plan).to(key.slice(0, key.indexOf(":")))) return [];
      if (here.length === 0)
        return message(`it trusts ${key}, which is not a service account or add-on of this environment`);
      const [first] = trusting(key);
      if (first !== role)
        return message(`${key} can have only one role, and ${first?.name ?? ""} also trusts it`);
      return [];
    }),
  );
}
