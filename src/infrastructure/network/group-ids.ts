import {
  type EnvironmentPlan,
  inLayer,
  type InLayer,
  memoizePerPlan,
} from "../../terraform/environment-plan";
import { blockId } from "../network-routes";

/**
 * Id of the group that a value refers to. An existing group has the same id by its data source and by its literal id.
 * Empty if the group is not in the synthesized stacks.
 */
export function groupId(plan: EnvironmentPlan, value: InLayer): string {
  if (plan.target(value) === undefined && plan.text(value) === undefined) return "";
  const id = plan.identity(value);
  return foundGroupsOf(plan).get(id) ?? id;
}

/** Ids of the groups in a list, without unknown ones. */
export const groupIds = (plan: EnvironmentPlan, value: InLayer): string[] =>
  plan.items(value).flatMap((item) => groupId(plan, item) || []);

const foundGroupsOf = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, string> =>
    new Map(
      plan
        .resources("data.aws_security_group")
        .map((group) => [plan.identity(inLayer(group, group.config.id)), blockId(group)]),
    ),
);
