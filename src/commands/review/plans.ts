import { UserError } from "../../core/errors";
import { type Layer, splitStackName } from "../../core/layers";
import { type JsonObject } from "../../terraform-json/stack-json";
import { named } from "../check/plans";

/** A plan and the stack that it is of. */
export interface NamedPlan {
  readonly environment: string;
  readonly layer: Layer;
  readonly plan: JsonObject;
}

/** Reads plans, each given as `FILE` or `STACK=FILE`. Throws for all that is wrong with any of them at once. */
export function readStackPlans(given: readonly string[], stacks: readonly string[]): NamedPlan[] {
  const problems: string[] = [];
  const plans = new Map<string, NamedPlan>();
  for (const each of given) {
    try {
      const { name, plan } = named(each);
      const split = splitStackName(name);
      if (!split || !stacks.includes(name)) {
        throw new UserError(
          `--plan ${each}: got a plan of ${name}, expected one of the stacks under review: ${stacks.join(", ")}; ` +
            "give a folder that has this stack",
        );
      }
      if (plans.has(name)) {
        throw new UserError(
          `--plan ${each}: got a second plan of ${name}, expected one; give the newer alone`,
        );
      }
      plans.set(name, { ...split, plan });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) throw new UserError(problems.join("\n"));
  return [...plans.values()];
}
