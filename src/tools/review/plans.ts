import { userError } from "../../shared/messages/errors";
import { type Layer, splitStackName } from "../../shared/terraform/layers";
import { type JsonObject } from "../../proof/terraform-json/stack-json";
import { readEach, refuseModule } from "../shared/command/plans";

/** A plan and its stack. */
export interface NamedPlan {
  readonly environment: string;
  readonly layer: Layer;
  readonly plan: JsonObject;
}

/** Reads plans, each given as `FILE` or `STACK=FILE`. Throws the errors of all plans at once. */
export const readStackPlans = (given: readonly string[], stacks: readonly string[]): NamedPlan[] =>
  readEach(given, (each, name, plan) => {
    const split = splitStackName(name);
    if (!split || !stacks.includes(name)) {
      throw userError({
        place: `--plan ${each}`,
        got: `a plan of ${name}`,
        expected: `a plan of a stack under review: ${stacks.join(", ")}`,
        fix: "give a folder that has this stack",
      });
    }
    refuseModule(each, plan, "judge it with check --module DIR --plan FILE");
    return { ...split, plan };
  });
