import { chartRolesOf } from "../../infrastructure/chart-roles";
import { accountKey, type Role, rolesOf, trustedAccounts } from "../../infrastructure/identity-roles";
import { type InterfaceSet, interfacesOf } from "../../infrastructure/network-interfaces";
import { servicesOfAction } from "../../evidence/action-services";
import { type EnvironmentPlan, inLayer, memoizePerPlan } from "../../terraform/environment-plan";
import { groupBy } from "../../base/group-by";
import { accountOf } from "../../infrastructure/kubernetes-pods";
import { type Pods } from "../../infrastructure/kubernetes-objects";
import { resolveReferences } from "../../infrastructure/text-references";
import { modelPods } from "../../infrastructure/kubernetes-programs";
import { isDirect } from "../../infrastructure/callers";
import { interfacesOfPods } from "./pod-interfaces";

/** A service that a role permits its pods or nodes to call. */
export interface IdentityCall {
  readonly interfaces: InterfaceSet;
  readonly service: string;
  readonly why: string;
}

/**
 * Calls that roles permit, from where their pods run: permissions are for calls. Policies that authors publish permit
 * calls that settings disable, and facts of the chart have its calls.
 */
export const identityCallsOf = memoizePerPlan((plan: EnvironmentPlan): readonly IdentityCall[] =>
  rolesOf(plan).all.flatMap((role) => {
    const services = [...servicesOf(plan, role)];
    return placesOf(plan, role).flatMap((interfaces) =>
      services.map(([service, why]) => ({ interfaces, service, why: `role ${role.name}: ${why}` })),
    );
  }),
);

/** Services that the roles of pods permit. */
export const servicesOfPods = (plan: EnvironmentPlan, pods: Pods): string[] =>
  rolesOf(plan)
    .trusting(accountKey(pods.owner.namespace, accountOf(plan, pods)))
    .flatMap((role) => [...servicesOf(plan, role).keys()]);

/** Services of a role, each with the reason. */
function servicesOf(plan: EnvironmentPlan, role: Role): Map<string, string> {
  const statements = chartRolesOf(plan).published.has(role) ? [] : role.statements;
  const actions = statements.filter(isDirect).flatMap((statement) => statement.actions);
  const permitted = actions.flatMap((action) =>
    servicesOfAction(action).map((service): [string, string] => [service, `permits ${action}`]),
  );
  const exchanged = accountsOf(plan, role).map(({ account, service }): [string, string] => [
    service,
    `belongs to the service account ${account}`,
  ]);
  // The first reason of each service.
  return new Map([...exchanged, ...permitted].reverse());
}

/** Service accounts of a role, with the service that exchanges their token: STS, or EKS for the Pod Identity agent. */
function accountsOf(plan: EnvironmentPlan, role: Role): { account: string; service: string }[] {
  return [
    ...trustedAccounts(role.trust).map((account) => ({ account, service: "sts" })),
    ...(associations(plan).get(role) ?? []).map((resource) => ({
      account: accountKey(
        resolveReferences(plan, inLayer(resource, resource.config.namespace)),
        resolveReferences(plan, inLayer(resource, resource.config.service_account)),
      ),
      service: "eks-auth",
    })),
  ];
}

const associations = memoizePerPlan((plan: EnvironmentPlan) =>
  groupBy(plan.resources("aws_eks_pod_identity_association"), (resource) =>
    rolesOf(plan).of(inLayer(resource, resource.config.role_arn)),
  ),
);

/** Interfaces of the pods with a service account of a role, and of nodes and Fargate pods that have the role. */
function placesOf(plan: EnvironmentPlan, role: Role): InterfaceSet[] {
  const fargate = interfacesOf(plan).fargate;
  return [
    ...new Set([
      ...accountsOf(plan, role).flatMap(({ account }) => {
        const pods = podsByAccount(plan).get(account);
        // Pods of charts and add-ons run on nodes.
        return pods ? pods.flatMap((each) => interfacesOfPods(plan, each)) : interfacesOf(plan).nodes;
      }),
      ...(rolesOfWorkers(plan).nodes.has(role) ? interfacesOf(plan).nodes : []),
      ...(fargate && rolesOfWorkers(plan).fargate.has(role) ? [fargate] : []),
    ]),
  ];
}

const podsByAccount = memoizePerPlan((plan: EnvironmentPlan) =>
  groupBy(modelPods(plan), (pods) => accountKey(pods.owner.namespace, accountOf(plan, pods))),
);

const rolesOfWorkers = memoizePerPlan((plan: EnvironmentPlan) => {
  const having = (type: string, attribute: string): ReadonlySet<Role> =>
    new Set(
      plan
        .resources(type)
        .flatMap((resource) => rolesOf(plan).of(inLayer(resource, resource.config[attribute])) ?? []),
    );
  return {
    nodes: having("aws_eks_node_group", "node_role_arn"),
    fargate: having("aws_eks_fargate_profile", "pod_execution_role_arn"),
  };
});
