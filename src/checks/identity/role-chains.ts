import { identitiesOf } from "../../infrastructure/identities";
import { escalationsOf } from "../../infrastructure/identity-escalation";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { type Check, type CheckContext, combinedFinding, type Finding, ruleOf } from "../check";
import { block, text } from "../../terraform/stack-json";
import { groupBy } from "../../base/group-by";
import { resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const roleChains: Check = {
  ...ruleOf(TEXTS, "role-chains"),
  run: (plan, context) => [
    ...[...groupBy(escalationsOf(plan).steps, ({ by }) => by)].flatMap(([by, steps]) =>
      combinedFinding(by, "it opens a way to a stronger role", [
        ...new Set(steps.map(({ from, how }) => `${from.title} ${how}`)),
      ]),
    ),
    ...administrators(plan, context),
  ],
};

/** Policies of clusters with the rights of all pods in it. Source: Amazon EKS user guide, access-policy-permissions (unconfirmed). */
const OF_ADMINISTRATORS = /:cluster-access-policy\/(AmazonEKSClusterAdminPolicy|AmazonEKSAdminPolicy)$/;

/** Identities of the stacks that administer the cluster, although the file does not name them. */
function administrators(plan: EnvironmentPlan, { statedOf }: CheckContext): Finding[] {
  const { administrators: named = [] } = statedOf(plan.name);
  return plan.resources("aws_eks_access_policy_association").flatMap((each) => {
    const { principal_arn: principal, policy_arn: policy, access_scope: scope } = each.config;
    const arn = resolveReferences(plan, inLayer(each, policy));
    if (!OF_ADMINISTRATORS.test(arn) || text(block(scope).type) !== "cluster") return [];
    const identity = identitiesOf(plan).role(inLayer(each, principal));
    return identity === undefined || named.includes(identity.arn)
      ? []
      : combinedFinding(each, "access policy", [
          `${identity.title} has ${arn.slice(arn.lastIndexOf("/") + 1)} for the whole cluster, and with it the role of each pod`,
        ]);
  });
}
