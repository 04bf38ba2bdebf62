import { clusterAutoscalers } from "./cluster-autoscalers";
import { chartRolesOf } from "../../../infrastructure/chart-roles";
import { covers } from "../../../infrastructure/identity-patterns";
import { type IamCondition, type Statement } from "../../../infrastructure/identity-policies";
import { groupTags } from "../facts/cluster-autoscaler";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { homeOf, resolveReferences } from "../../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const autoscalerPermissions: Check = {
  ...ruleOf(TEXTS, "autoscaler-permissions"),
  run: (plan) => {
    const [cluster] = plan.resources("aws_eks_cluster");
    if (!cluster) return [];
    const name = resolveReferences(plan, { layer: cluster.layer, value: cluster.config.name });
    const releases = new Set(clusterAutoscalers(plan).map(({ release }) => release.resource));
    return chartRolesOf(plan)
      .all.filter(({ release }) => releases.has(release.resource))
      .flatMap(({ facts, roles }) =>
        roles.flatMap((role) =>
          combinedFinding(
            role.resource,
            `permissions of ${role.name}`,
            (facts.policy?.restricted ?? []).flatMap((action) =>
              permissionProblems(plan, role.statements, action, name),
            ),
          ),
        ),
      );
  },
};

function permissionProblems(
  plan: EnvironmentPlan,
  statements: readonly Statement[],
  action: string,
  cluster: string,
): string[] {
  const relevant = statements.filter(({ actions }) => actions.some((each) => covers(each, action)));
  const unread = relevant.flatMap((statement) =>
    statement.inverted.length > 0
      ? statement.inverted
      : statement.conditions.filter((each) => tagOf(each) === undefined).map(({ key }) => key),
  );
  if (unread.length > 0) return [`${action} has ${unread.join(", ")}, which this check does not know`];
  const allowed = (tags: Readonly<Record<string, string>>): boolean => {
    const hits = relevant.filter(
      ({ resources, conditions }) =>
        resources.some((pattern) => covers(pattern, groupArn(plan))) &&
        conditions.every((condition) => isMet(condition, tags)),
    );
    return hits.length > 0 && hits.every(({ effect }) => effect === "Allow");
  };
  return [
    ...(allowed(groupTags(cluster)) ? [] : [`${action} is not allowed on the groups of ${cluster}`]),
    ...(allowed(groupTags(`not-${cluster}`))
      ? [`${action} is also allowed on groups of another cluster`]
      : []),
    ...(allowed({}) ? [`${action} is also allowed on groups without tags`] : []),
  ];
}

/** An Auto Scaling group of the environment; EKS chooses its id and name. */
function groupArn(plan: EnvironmentPlan): string {
  const { partition, region, accountId } = homeOf(plan);
  return `arn:${partition}:autoscaling:${region}:${accountId}:autoScalingGroup:0a1b2c3d:autoScalingGroupName/eks-general-a`;
}

/** Key of the tag that a condition reads; undefined for any other condition. */
const tagOf = ({ operator, key }: IamCondition): string | undefined =>
  /^String(Equals|Like)$/.test(operator)
    ? /^(?:aws|autoscaling):ResourceTag\/(.+)$/.exec(key)?.[1]
    : undefined;

function isMet(condition: IamCondition, tags: Readonly<Record<string, string>>): boolean {
  const value = tags[tagOf(condition) ?? ""];
  if (value === undefined) return false;
  return condition.values.some((each) =>
    condition.operator === "StringLike" ? covers(each, value) : each === value,
  );
}
