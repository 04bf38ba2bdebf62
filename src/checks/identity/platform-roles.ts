import { ADDON_IDENTITIES, PLATFORM_ROLES } from "../../catalog/platform-roles";
import { managedPolicyArn } from "../../core/aws";
import { text, valueOf } from "../../analysis/blocks";
import { homeOf } from "../../analysis/home";
import { type Role, rolesOf } from "../../analysis/identity/roles";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding, at } from "../check";

export const platformRoles: Check = {
  id: "platform-roles",
  severity: "error",
  title:
    "the roles of control plane, nodes, Fargate and add-ons hold the policies that EKS asks for, and no other",
  why: "without one the part never gets ready; what nodes may do more, every pod on them may do",
  fix: "attach the policies that the message names; give pods a role of their own service account",
  source: "Amazon EKS user guide, cluster-iam-role, create-node-role, pod-execution-role (read 2026-11-20)",
  run: (plan) => {
    const seen = new Set<string>();
    return needsOf(plan).flatMap((need): Finding[] => {
      const { role, title, resource } = need;
      if (!role) return [{ ...at(resource), message: `${title}: no role of this environment is named` }];
      // Node groups share a role: what is wrong with it is one finding.
      const once = `${title} ${role.resource.layer}/${role.resource.address}`;
      if (seen.has(once)) return [];
      seen.add(once);
      return problems(plan, need, role).map((message) => ({
        ...at(role.resource),
        message: `role ${role.name} of ${title}: ${message}`,
      }));
    });
  },
};

interface Need {
  readonly resource: Parameters<typeof at>[0];
  readonly title: string;
  readonly role: Role | undefined;
  /** The service that must be trusted; an add-on's role trusts a service account instead. */
  readonly service?: string;
  readonly needs: readonly string[];
  readonly mayHave: readonly string[];
  /** Own statements belong here, to write logs; anywhere else they are somebody's shortcut. */
  readonly mayHaveOwn: boolean;
}

function needsOf(plan: EnvironmentPlan): Need[] {
  const { of } = rolesOf(plan);
  const services = PLATFORM_ROLES.flatMap(
    ({ type, attribute, mayHave = [], writesLogs: mayHaveOwn = false, ...need }) =>
      plan
        .resources(type)
        .filter(({ config }) => config[attribute] !== undefined || config["log_destination_type"] !== "s3")
        .map((resource): Need => ({
          ...need,
          resource,
          role: of(valueOf(resource, resource.config[attribute])),
          mayHave,
          mayHaveOwn,
        })),
  );
  const addons = plan.resources("aws_eks_addon").flatMap((resource): Need[] => {
    const name = text(resource.config["addon_name"]) ?? "";
    const identity = ADDON_IDENTITIES[name];
    const role = of(valueOf(resource, resource.config["service_account_role_arn"]));
    if (!identity) return [];
    return [
      { resource, title: `add-on ${name}`, role, needs: identity.needs, mayHave: [], mayHaveOwn: false },
    ];
  });
  return [...services, ...addons];
}

function problems(
  plan: EnvironmentPlan,
  { service, needs, mayHave, mayHaveOwn }: Need,
  role: Role,
): string[] {
  const home = homeOf(plan);
  const arn = (policy: string) => managedPolicyArn(home, policy);
  const known = [...needs, ...mayHave].map(arn);
  const trusted = role.trust.flatMap(({ principals }) => principals.map(({ value }) => value));
  return [
    ...(service === undefined || trusted.includes(service) ? [] : [`it does not trust ${service}`]),
    ...needs
      .filter((policy) => !role.managed.includes(arn(policy)))
      .map((policy) => `${policy} is not attached`),
    ...role.managed
      .filter((policy) => !known.includes(policy))
      .map((policy) => `it may do more than EKS asks for: ${policy}`),
    ...(mayHaveOwn || role.statements.length === 0
      ? []
      : [`it has permissions of its own: ${role.statements.flatMap(({ actions }) => actions).join(", ")}`]),
  ];
}
