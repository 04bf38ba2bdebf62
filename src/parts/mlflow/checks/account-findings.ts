import { combinedFinding, type Finding } from "../../../checks/check";
import { type GrantText, grantProblems } from "../../../infrastructure/identity-grants";
import { accountKey, rolesOf } from "../../../infrastructure/identity-roles";
import { type Pods } from "../../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { accountOf } from "../../../infrastructure/kubernetes-pods";

/** Findings where the role of pods has other permissions than some. */
export function accountFindings(plan: EnvironmentPlan, pods: Pods, wanted: readonly GrantText[]): Finding[] {
  const { owner } = pods;
  const account = accountKey(owner.namespace, accountOf(plan, pods));
  const [role] = rolesOf(plan).trusting(account);
  if (!role) return combinedFinding(owner.resource, owner.name, [`no role trusts ${account}`]);
  return combinedFinding(role.resource, `permissions of ${role.name}`, grantProblems(plan, role, wanted));
}
