import facts from "./roles-of-types.json";
import { accountKey, rolesOf, serviceAccountsOf } from "../../infrastructure/identity-roles";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import {
  type EnvironmentPlan,
  type PlannedResource,
  type ResourceOf,
  inLayer,
} from "../../terraform/environment-plan";
import { type Check, ruleOf } from "../check";
import { missingEdges, type Need } from "./order";
import { block, text } from "../../terraform/stack-json";
import { groupBy } from "../../base/group-by";
import { accountOf } from "../../infrastructure/kubernetes-pods";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import TEXTS from "./texts.json";

export const teardownPermissions: Check = {
  ...ruleOf(TEXTS, "teardown-permissions"),
  run: (plan) => {
    const policies = groupBy(policiesOf(plan), ({ role }) => role);
    const needs = actors(plan).flatMap(({ actor, role, through = [] }): Need[] => [
      ...(policies.get(role) ?? []).map(({ policy }) => ({
        first: actor,
        needs: policy,
        why: "which grants permissions that it needs until it is destroyed",
      })),
      ...through.map((account) => ({ first: actor, needs: account, why: "the service account of its pods" })),
    ]);
    return missingEdges(plan, needs);
  },
};

const POLICIES = ["aws_iam_role_policy", "aws_iam_role_policy_attachment"];

function policiesOf(plan: EnvironmentPlan) {
  return POLICIES.flatMap((type) => plan.resources(type)).flatMap((policy) => {
    const role = rolesOf(plan).of(inLayer(policy, policy.config["role"]));
    return role ? [{ role: role.resource, policy }] : [];
  });
}

/** A resource that uses a role; pods use it through their service account. */
interface Actor {
  readonly actor: PlannedResource;
  readonly role: ResourceOf<"aws_iam_role">;
  readonly through?: readonly PlannedResource[];
}

function actors(plan: EnvironmentPlan): Actor[] {
  const ofAws = Object.entries(facts.roles).flatMap(([type, attribute]) =>
    plan.resources(type).flatMap((actor): Actor[] => {
      const role = rolesOf(plan).of(inLayer(actor, actor.config[attribute]));
      return role ? [{ actor, role: role.resource }] : [];
    }),
  );
  return [...ofAws, ...podActors(plan)];
}

/** Workloads and releases whose pods use the role of their service account. */
function podActors(plan: EnvironmentPlan): Actor[] {
  const accounts = new Map(serviceAccountsOf(plan).map((account) => [account.key, account]));
  const users = [
    ...objectsOf(plan).pods.map((pods) => ({
      resource: pods.owner.resource,
      namespace: pods.owner.namespace,
      name: accountOf(plan, pods),
    })),
    ...helmReleasesOf(plan).map(({ resource, namespace, values }) => ({
      resource,
      namespace,
      name: text(block(values["serviceAccount"])["name"]),
    })),
  ];
  return users.flatMap(({ resource, namespace, name }): Actor[] => {
    const account = name === undefined ? undefined : accounts.get(accountKey(namespace, name));
    const role = account?.role && rolesOf(plan).of(account.role);
    return role ? [{ actor: resource, role: role.resource, through: [account.resource] }] : [];
  });
}
