import { identitiesOf, type Identity } from "../../infrastructure/identities";
import { isForCaller } from "../../infrastructure/identity-decisions";
import { escalationsOf } from "../../infrastructure/identity-escalation";
import { accountKey, serviceAccountsOf, trustedAccounts } from "../../infrastructure/identity-roles";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { type EnvironmentPlan, type ResourceOf, inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const podIdentity: Check = {
  ...ruleOf(TEXTS, "pod-identity"),
  run: (plan) =>
    plan.resources("aws_eks_pod_identity_association").flatMap((each) => {
      const account = accountKey(
        resolveReferences(plan, inLayer(each, each.config.namespace)),
        resolveReferences(plan, inLayer(each, each.config.service_account)),
      );
      return combinedFinding(each, `Pod Identity of ${account}`, associationProblems(plan, each, account));
    }),
};

const AGENT = { kind: "Service", value: "pods.eks.amazonaws.com" };

function associationProblems(
  plan: EnvironmentPlan,
  association: ResourceOf<"aws_eks_pod_identity_association">,
  account: string,
): string[] {
  const named = inLayer(association, association.config.role_arn);
  const role = identitiesOf(plan).role(named);
  if (!role)
    return [
      `its role ${identitiesOf(plan).holder("role", named)} is not one of these stacks, so nothing proves its rights`,
    ];
  const isKnown = serviceAccountsOf(plan).some(({ key }) => key === account);
  const others = trustedAccounts(role.trust).filter((each) => each !== account);
  return [
    ...["sts:AssumeRole", "sts:TagSession"]
      .filter((action) => !trusts(role, action))
      .map((action) => `role ${role.name} does not trust ${AGENT.value} with ${action}, so no pod gets it`),
    ...(role.resource && !isOwn(plan, role.resource) && isOwn(plan, association)
      ? [`role ${role.name} belongs to a component of the environment`]
      : []),
    ...(escalationsOf(plan).isStrong(role) && !isKnown
      ? [`role ${role.name} has rights or data of others, and the service account is not one of these stacks`]
      : []),
    ...others.map((each) => `role ${role.name} is also that of ${each}`),
  ];
}

/** Whether the trust policy certainly lets the agent of Pod Identity use the role: it sends the account and the ARN of the cluster. */
const trusts = ({ trust, arn }: Identity, action: string): boolean =>
  trust.some((statement) => {
    const { conditions, ...rest } = statement;
    const request = { principal: AGENT, action, resource: arn, context: {} };
    return (
      rest.effect === "Allow" &&
      isForCaller({ ...statement, conditions: [] }, request, "directly") === true &&
      conditions.every(({ key }) => /^aws:Source(Account|Arn)$/i.test(key))
    );
  });
