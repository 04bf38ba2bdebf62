import { userError } from "../../base/errors";
import { stackName } from "../../base/layers";
import { type NamedPlan, readPlans, refuseModule } from "../../project/plans";

/** Reads the plans of stacks under review, each given as `FILE` or `STACK=FILE`. Throws the errors of all plans at once. */
export const readStackPlans = (given: readonly string[], stacks: readonly string[]): NamedPlan[] =>
  readPlans(given, (plan) => {
    const name = stackName(plan.environment, plan.layer);
    if (!stacks.includes(name)) {
      throw userError({
        place: `--plan ${plan.given}`,
        got: `a plan of ${name}`,
        expected: `a plan of a stack under review: ${stacks.join(", ")}`,
        fix: "give a folder that has this stack",
      });
    }
    refuseModule(plan, "judge it with check --module DIR --plan FILE");
  });
