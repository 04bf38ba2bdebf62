import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../terraform/environment-plan";
import { blocks, text, texts } from "../terraform/stack-json";
import { policiesOf } from "./policies";

/** Actions and condition keys of a block that has a policy. */
export interface PolicyTexts {
  readonly resource: PlannedResource;
  readonly actions: readonly string[];
  readonly keys: readonly string[];
}

/** Those of all policies, and of data sources that write one. */
export const policyTexts = memoizePerPlan((plan: EnvironmentPlan): readonly PolicyTexts[] => [
  ...policiesOf(plan).map(({ resource, statements = [] }) => ({
    resource,
    actions: statements.flatMap(({ actions }) => actions),
    keys: statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)),
  })),
  ...plan.resources("data.aws_iam_policy_document").map((resource) => {
    const statements = blocks(resource.config.statement);
    return {
      resource,
      actions: statements.flatMap((each) => [...texts(each.actions), ...texts(each.not_actions)]),
      keys: statements.flatMap((each) =>
        blocks(each.condition).flatMap((condition) => text(condition.variable) ?? []),
      ),
    };
  }),
]);
