import { covers } from "../../infrastructure/identity-patterns";
import { type Role, rolesOf } from "../../infrastructure/identity-roles";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { fargateLogGroups } from "../../infrastructure/fargate-logs";
import { text } from "../../terraform/stack-json";
import { homeOf, reference, resolveReferences } from "../../infrastructure/text-references";
import actions from "./actions-of-log-writers.json";
import TEXTS from "./texts.json";

export const logWriters: Check = {
  ...ruleOf(TEXTS, "log-writers"),
  run: (plan) => [...flowLogs(plan), ...fargateLogs(plan)],
};

const { onGroup: ON_GROUP, onStream: ON_STREAM, others: OTHERS } = actions;
const MAY_HAVE = [...ON_GROUP, ...ON_STREAM, ...OTHERS];

function flowLogs(plan: EnvironmentPlan): Finding[] {
  return plan.resources("aws_flow_log").flatMap((log) => {
    if ((text(log.config.log_destination_type) ?? "cloud-watch-logs") !== "cloud-watch-logs") return [];
    const role = rolesOf(plan).of(inLayer(log, log.config.iam_role_arn));
    const group = resolveReferences(plan, inLayer(log, log.config.log_destination));
    if (
      reference(plan, inLayer(log, log.config.log_destination))?.target.type !== "aws_cloudwatch_log_group"
    ) {
      return combinedFinding(log, "flow logs", [
        `their destination ${group || "(none)"} is not a log group of this environment`,
      ]);
    }
    if (!role) return combinedFinding(log, "flow logs", ["no role of this environment delivers them"]);
    const listing = allowed(plan, role, "logs:DescribeLogGroups", "*")
      ? []
      : ["missing logs:DescribeLogGroups on *"];
    return combinedFinding(role.resource, `permissions of ${role.name}`, [
      ...groupProblems(plan, role, group),
      ...listing,
    ]);
  });
}

function groupProblems(plan: EnvironmentPlan, role: Role, group: string): string[] {
  const missing = [
    ...ON_GROUP.map((action) => [action, group] as const),
    ...ON_STREAM.map((action) => [action, `${group}:*`] as const),
  ].filter(([action, resource]) => !allowed(plan, role, action, resource));
  const strange = role.statements.flatMap(({ actions, resources }) =>
    resources
      .map((resource) => resolveReferences(plan, { layer: role.resource.layer, value: resource }))
      .filter(
        (resource) =>
          resource !== group && resource !== `${group}:*` && actions.join() !== "logs:DescribeLogGroups",
      ),
  );
  const beyond = role.statements.flatMap(({ effect, actions }) =>
    effect === "Allow" ? actions.filter((action) => !MAY_HAVE.includes(action)) : [],
  );
  return [
    ...beyond.map((action) => `it also has ${action}, which delivering logs does not need`),
    ...missing.map(([action, resource]) => `missing ${action} on ${resource}`),
    ...strange.map((resource) => `it may also write to ${resource}`),
  ];
}

function allowed(
  plan: EnvironmentPlan,
  { statements, resource: { layer } }: Role,
  action: string,
  resource: string,
): boolean {
  return statements.some(
    ({ effect, actions, resources }) =>
      effect === "Allow" &&
      actions.some((each) => covers(each, action)) &&
      resources.some((each) => covers(resolveReferences(plan, { layer, value: each }), resource)),
  );
}

function fargateLogs(plan: EnvironmentPlan): Finding[] {
  const { region, partition, accountId } = homeOf(plan);
  const roles = new Set(
    plan
      .resources("aws_eks_fargate_profile")
      .flatMap((each) => rolesOf(plan).of(inLayer(each, each.config.pod_execution_role_arn)) ?? []),
  );
  return fargateLogGroups(plan).flatMap((name) => {
    const arn = `arn:${partition}:logs:${region}:${accountId}:log-group:${name}`;
    return [...roles].flatMap((role) =>
      combinedFinding(role.resource, `permissions of ${role.name}`, groupProblems(plan, role, arn)),
    );
  });
}
