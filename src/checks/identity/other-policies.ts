import {
  type EnvironmentPlan,
  type InLayer,
  type PlannedResource,
  inLayer,
} from "../../terraform/environment-plan";
import { blockId } from "../../infrastructure/network-routes";
import { identitiesOf } from "../../infrastructure/identities";
import { policyAt, type Statement } from "../../infrastructure/identity-policies";
import { resolveReferences } from "../../infrastructure/text-references";

/** A policy of these stacks that no role of them has: that of a user or group, or one that others can attach. */
interface OtherPolicy {
  readonly by: PlannedResource;
  /** The identity that has it, for findings. */
  readonly name: string;
  readonly statements: readonly Statement[];
}

export const othersWithPolicies = (plan: EnvironmentPlan): OtherPolicy[] => [
  ...identitiesOf(plan)
    .all.filter(({ kind, resource }) => kind !== "role" || resource === undefined)
    .flatMap(({ title, policies }) =>
      policies
        .filter((held) => !/^arn:[^:]+:iam::aws:policy\//.test(held.name))
        .map(({ by, statements = [] }) => ({ by, name: title, statements })),
    ),
  ...plan
    .resources("aws_iam_policy")
    .filter((policy) => !isUsed(plan, policy))
    .map((by) => ({
      by,
      name: `${resolveReferences(plan, inLayer(by, by.config.name))}, which no identity of these stacks has`,
      statements: policyAt(plan, inLayer(by, by.config.policy)) ?? [],
    })),
];

/** Whether an identity has a policy, or is bounded by it: a boundary gives no right. */
function isUsed(plan: EnvironmentPlan, policy: PlannedResource): boolean {
  const id = blockId(policy);
  const arn = resolveReferences(plan, { layer: policy.layer, value: `\${${policy.address}.arn}` });
  const isIt = (value: InLayer): boolean => {
    const target = plan.target(value);
    return target ? blockId(target) === id : resolveReferences(plan, plan.follow(value)) === arn;
  };
  return (
    identitiesOf(plan).attachments.some((each) => "arn" in each.policy && isIt(each.policy.arn)) ||
    ["aws_iam_role", "aws_iam_user"].some((type) =>
      plan.resources(type).some((each) => isIt(inLayer(each, each.config["permissions_boundary"]))),
    )
  );
}
