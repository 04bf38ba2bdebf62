import roles from "./roles-of-components.json";
import { managedPolicyArn } from "../../facts/aws";
import { identitiesOf } from "../../infrastructure/identities";
import { type Role, rolesOf } from "../../infrastructure/identity-roles";
import { ADDONS_OF_PARTS } from "../../evidence/addons-of-parts";
import { blockId } from "../../infrastructure/network-routes";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { text } from "../../terraform/stack-json";
import { homeOf } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const platformRoles: Check = {
  ...ruleOf(TEXTS, "platform-roles"),
  run: (plan) => {
    const seen = new Set<string>();
    return needsOf(plan).flatMap((need): Finding[] => {
      const { role, title, resource } = need;
      if (!role) return [{ ...at(resource), message: `${title}: its role is not one of this environment` }];
      // Node groups share a role, which is reported once.
      const once = `${title} ${blockId(role.resource)}`;
      if (seen.has(once)) return [];
      seen.add(once);
      const found = (resource: PlannedResource, message: string): Finding => ({
        ...at(resource),
        message: `role ${role.name} of ${title}: ${message}`,
      });
      const given = ownPolicyOf(plan, role) ?? role.resource;
      return [
        ...missing(plan, need, role).map((message) => found(role.resource, message)),
        ...surplus(plan, need, role).map((message) => found(given, message)),
      ];
    });
  },
};

/** A block of the owner that gives a policy to a role. */
const ownPolicyOf = (plan: EnvironmentPlan, { resource }: Role): PlannedResource | undefined =>
  identitiesOf(plan).attachments.find(({ holder, by }) => holder === blockId(resource) && isOwn(plan, by))
    ?.by;

interface Need {
  readonly resource: Parameters<typeof at>[0];
  readonly title: string;
  readonly role: Role | undefined;
  /** The service that the role must trust. @default - none: the role of an add-on trusts a service account */
  readonly service?: string;
  readonly needs: readonly string[];
  readonly mayHave: readonly string[];
  /** Actions that inline statements of the role may allow; `*` are all, as those that write logs. */
  readonly mayAllow: readonly string[];
}

function needsOf(plan: EnvironmentPlan): Need[] {
  const { of } = rolesOf(plan);
  const services = roles.roles.flatMap(({ type, attribute, mayHave = [], mayAllow = [], ...need }) =>
    plan
      .resources(type)
      .filter(({ config }) => config[attribute] !== undefined || config["log_destination_type"] !== "s3")
      .map((resource): Need => ({
        ...need,
        resource,
        role: of(inLayer(resource, resource.config[attribute])),
        mayHave,
        mayAllow,
      })),
  );
  const addons = plan.resources("aws_eks_addon").flatMap((resource): Need[] => {
    const name = text(resource.config.addon_name) ?? "";
    const facts = ADDONS_OF_PARTS[name];
    const identity = facts?.identity;
    const role = of(inLayer(resource, resource.config.service_account_role_arn));
    // Pods of other known add-ons need no role.
    if (!identity && (!role || facts === undefined)) return [];
    const { needs = [], mayAllow = [] } = identity ?? {};
    return [{ resource, title: `add-on ${name}`, role, needs, mayHave: [], mayAllow }];
  });
  return [...services, ...addons];
}

function missing(plan: EnvironmentPlan, { service, needs }: Need, role: Role): string[] {
  const trusted = role.trust.flatMap(({ principals }) => principals.map(({ value }) => value));
  return [
    ...(service === undefined || trusted.includes(service) ? [] : [`it does not trust ${service}`]),
    ...needs
      .filter((policy) => !role.managed.includes(managedPolicyArn(homeOf(plan), policy)))
      .map((policy) => `${policy} is not attached`),
  ];
}

function surplus(plan: EnvironmentPlan, { needs, mayHave, mayAllow }: Need, role: Role): string[] {
  const known = [...needs, ...mayHave].map((policy) => managedPolicyArn(homeOf(plan), policy));
  const others = role.statements
    .flatMap(({ effect, actions }) => (effect === "Deny" ? [] : actions))
    .filter((action) => !mayAllow.includes(action) && !mayAllow.includes("*"));
  return [
    ...role.managed
      .filter((policy) => !known.includes(policy))
      .map((policy) => `EKS does not require ${policy}`),
    ...(others.length === 0 ? [] : [`it has inline permissions: ${others.join(", ")}`]),
  ];
}
