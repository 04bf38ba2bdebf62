import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Endpoint } from "./network-endpoints";
import { type Statement, policyAt } from "./identity-policies";
import { resolved } from "./identities";

/**
 * An endpoint with each of its policies, at the block of the policy, and its statements with references resolved:
 * undefined for one that is not readable, and without a policy.
 */
export const endpointPolicies = (plan: EnvironmentPlan, endpoint: Endpoint) =>
  [
    endpoint,
    ...endpoint.otherPolicies.map(({ resource, value }) => ({ ...endpoint, resource, policy: value })),
  ].map((each) => ({ ...each, statements: statementsOf(plan, each) }));

function statementsOf(plan: EnvironmentPlan, { policy }: Endpoint): Statement[] | undefined {
  const statements = policy && policyAt(plan, policy);
  return statements && resolved(plan, policy, statements);
}
