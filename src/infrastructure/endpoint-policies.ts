import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Endpoint } from "./network-endpoints";
import { type Statement, policyAt } from "./identity-policies";
import { resolved } from "./identities";

/** Statements of the policy of an endpoint, with references resolved; undefined for one that is not readable, and without a policy. */
export function endpointStatements(
  plan: EnvironmentPlan,
  { policy }: Pick<Endpoint, "policy">,
): Statement[] | undefined {
  const statements = policy && policyAt(plan, policy);
  return statements && resolved(plan, policy, statements);
}
