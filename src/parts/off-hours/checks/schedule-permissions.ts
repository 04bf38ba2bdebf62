import { type Statement } from "../../../infrastructure/identity-policies";
import { type Role, rolesOf } from "../../../infrastructure/identity-roles";
import { RESIZE_ACTION, SCHEDULER } from "../facts/off-hours";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { block, text } from "../../../terraform/stack-json";
import { groupBy } from "../../../base/group-by";
import { homeOf, reference, resolveReferences } from "../../../infrastructure/text-references";
import { type NodeSchedule, resizingSchedules } from "../../../infrastructure/capacity-node-schedules";
import TEXTS from "./texts.json";

export const schedulePermissions: Check = {
  ...ruleOf(TEXTS, "schedule-permissions"),
  run: (plan) => {
    const byRole = groupBy(resizingSchedules(plan), (schedule) => roleOf(plan, schedule));
    return [...byRole].flatMap(([role, schedules]) =>
      role
        ? combinedFinding(role.resource, `role ${role.name} of schedules`, [
            ...trustProblems(plan, role, schedules),
            ...rightProblems(plan, role, schedules),
          ])
        : schedules.flatMap(({ resource }) =>
            combinedFinding(resource, "schedule", ["its role is not in these stacks"]),
          ),
    );
  },
};

const roleOf = (plan: EnvironmentPlan, { resource }: NodeSchedule): Role | undefined =>
  rolesOf(plan).of(inLayer(resource, block(resource.config.target).role_arn));

function trustProblems(plan: EnvironmentPlan, role: Role, schedules: readonly NodeSchedule[]): string[] {
  const [statement] = role.trust;
  if (!statement || role.trust.length > 1) return ["its trust has not one statement"];
  const trusted = statement.principals.map(({ kind, value }) => `${kind} ${value}`).join(", ");
  const groups = new Set(schedules.map((schedule) => groupArn(plan, schedule)));
  return [
    ...(trusted === `Service ${SCHEDULER}` ? [] : [`it trusts ${trusted}, expected ${SCHEDULER}`]),
    ...(statement.effect === "Allow" && statement.inverted.length === 0 ? [] : ["its trust allows nothing"]),
    ...sourceProblem(plan, role, statement, "aws:SourceAccount", [homeOf(plan).accountId]),
    ...sourceProblem(plan, role, statement, "aws:SourceArn", [...groups]),
  ];
}

/** ARN of the group of a schedule. */
function groupArn(plan: EnvironmentPlan, { resource }: NodeSchedule): string {
  const named = plan.target(inLayer(resource, resource.config.group_name));
  const name = text(resource.config.group_name) ?? "default";
  const target =
    named ?? plan.resources("aws_scheduler_schedule_group").find(({ config }) => config.name === name);
  return target
    ? resolveReferences(plan, { layer: target.layer, value: `\${${target.address}.arn}` })
    : `the group ${name}, which is not in these stacks`;
}

function sourceProblem(
  plan: EnvironmentPlan,
  { resource: { layer } }: Role,
  { conditions }: Statement,
  key: string,
  wanted: readonly string[],
): string[] {
  const found = conditions.filter((condition) => condition.key === key);
  const values = found.flatMap((each) =>
    each.values.map((value) => resolveReferences(plan, { layer, value })),
  );
  const isExact = found.every(({ operator }) => /^(StringEquals|ArnEquals)$/.test(operator));
  return isExact && values.length === wanted.length && wanted.every((each) => values.includes(each))
    ? []
    : [
        `its condition on ${key} is ${values.join(", ") || "missing"}, expected equal to ${wanted.join(", ")}`,
      ];
}

function rightProblems(plan: EnvironmentPlan, role: Role, schedules: readonly NodeSchedule[]): string[] {
  const needed = new Set<PlannedResource>(schedules.flatMap(({ group }) => group ?? []));
  const allowed = role.statements.filter(({ effect }) => effect === "Allow");
  const resized = allowed.flatMap((statement) =>
    statement.resources.map((value) => ({ value, group: groupWith(plan, role, value) })),
  );
  return [
    ...role.managed.map((arn) => `${arn} is attached`),
    ...(allowed.length === role.statements.length ? [] : ["it has a statement that denies"]),
    ...allowed.flatMap(({ inverted, actions }) => [
      ...inverted.map((element) => `${element} matches all except the listed`),
      ...actions.filter((action) => action !== RESIZE_ACTION).map((action) => `it allows ${action}`),
    ]),
    ...resized
      .filter(({ group }) => !group || !needed.has(group))
      .map(({ value }) => `it allows ${RESIZE_ACTION} on ${value}, which its schedules do not resize`),
    ...[...needed]
      .filter((group) => !allowed.some((statement) => allowsResize(plan, role, statement, group)))
      .map(({ address }) => `it does not allow ${RESIZE_ACTION} on ${address}, which its schedules resize`),
  ];
}

const allowsResize = (
  plan: EnvironmentPlan,
  role: Role,
  { actions, resources, conditions }: Statement,
  group: PlannedResource,
): boolean =>
  conditions.length === 0 &&
  actions.includes(RESIZE_ACTION) &&
  resources.some((value) => groupWith(plan, role, value) === group);

/** The node group that a resource of a statement refers to. AWS chooses a part of its ARN. */
function groupWith(plan: EnvironmentPlan, role: Role, value: string): PlannedResource | undefined {
  const named = reference(plan, { layer: role.resource.layer, value });
  return named?.attribute === "arn" && named.target.type === "aws_eks_node_group" ? named.target : undefined;
}
