import { managedPolicyArn } from "../../../shared/aws/aws";
import { text, valueOf } from "../../model/blocks";
import { homeOf } from "../../model/home";
import { type Role, rolesOf } from "../../model/identity/roles";
import { ADDONS_OF_PARTS } from "../../facts/addons-of-parts";
import { PLATFORM_ROLES } from "../../facts/platform-roles";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding, at } from "../check";

export const platformRoles: Check = {
  id: "platform-roles",
  severity: "error",
  title:
    "the roles of the control plane, nodes, Fargate and add-ons have the policies that EKS requires, and no others",
  why: "a component without its policy never becomes ready; every pod on a node can use the node's permissions",
  fix: "attach the policies that the message names; give pods an IRSA role instead",
  source: "Amazon EKS user guide, cluster-iam-role, create-node-role, pod-execution-role (read 2026-11-20)",
  run: (plan) => {
    const seen = new Set<string>();
    return needsOf(plan).flatMap((need): Finding[] => {
      const { role, title, resource } = need;
      if (!role) return [{ ...at(resource), message: `${title}: its role is not one of this environment` }];
      // Node groups share a role, which is reported once.
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
  /** The service that the role must trust. @default - none: the role of an add-on trusts a service account */
  readonly service?: string;
  readonly needs: readonly string[];
  readonly mayHave: readonly string[];
  /** Actions that inline statements of the role may allow; `*` are all, as those that write logs. */
  readonly mayAllow: readonly string[];
}

function needsOf(plan: EnvironmentPlan): Need[] {
  const { of } = rolesOf(plan);
  const services = PLATFORM_ROLES.flatMap(({ type, attribute, mayHave = [], mayAllow = [], ...need }) =>
    plan
      .resources(type)
      .filter(({ config }) => config[attribute] !== undefined || config["log_destination_type"] !== "s3")
      .map((resource): Need => ({
        ...need,
        resource,
        role: of(valueOf(resource, resource.config[attribute])),
        mayHave,
        mayAllow,
      })),
  );
  const addons = plan.resources("aws_eks_addon").flatMap((resource): Need[] => {
    const name = text(resource.config["addon_name"]) ?? "";
    const facts = ADDONS_OF_PARTS[name];
    const identity = facts?.identity;
    const role = of(valueOf(resource, resource.config["service_account_role_arn"]));
    // Pods of other known add-ons need no role.
    if (!identity && (!role || facts === undefined)) return [];
    const { needs = [], mayAllow = [] } = identity ?? {};
    return [{ resource, title: `add-on ${name}`, role, needs, mayHave: [], mayAllow }];
  });
  return [...services, ...addons];
}

function problems(plan: EnvironmentPlan, { service, needs, mayHave, mayAllow }: Need, role: Role): string[] {
  const home = homeOf(plan);
  const arn = (policy: string) => managedPolicyArn(home, policy);
  const known = [...needs, ...mayHave].map(arn);
  const others = role.statements
    .flatMap(({ effect, actions }) => (effect === "Deny" ? [] : actions))
    .filter((action) => !mayAllow.includes(action) && !mayAllow.includes("*"));
  const trusted = role.trust.flatMap(({ principals }) => principals.map(({ value }) => value));
  return [
    ...(service === undefined || trusted.includes(service) ? [] : [`it does not trust ${service}`]),
    ...needs
      .filter((policy) => !role.managed.includes(arn(policy)))
      .map((policy) => `${policy} is not attached`),
    ...role.managed
      .filter((policy) => !known.includes(policy))
      .map((policy) => `EKS does not require ${policy}`),
    ...(others.length === 0 ? [] : [`it has inline permissions: ${others.join(", ")}`]),
  ];
}
