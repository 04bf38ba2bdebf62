import { UserError } from "../../core/errors";
import { type Layer, splitStackName } from "../../core/layers";
import { type OutputStack } from "../../terraform-json/output";
import { type JsonObject } from "../../terraform-json/stack-json";
import { readPlanFile } from "../../terraform-json/terraform-plan/plan-file";
import { type ReadBack, readBack } from "../../terraform-json/terraform-plan/read-back";
import { stackOfPlan } from "../../terraform-json/terraform-plan/stack-of-plan";

/** A stack that is judged by a plan of it. */
export interface PlannedStack extends ReadBack {
  readonly environment: string;
  readonly layer: Layer;
  readonly name: string;
}

/**
 * Reads plans, each given as `FILE` or `STACK=FILE`, and fills in what they do not hold from the stacks of a
 * synthesized folder, if there is one. Throws for all that is wrong with any of them at once.
 */
export function readPlans(
  given: readonly string[],
  folder: readonly OutputStack[] | undefined,
): PlannedStack[] {
  const problems: string[] = [];
  const stacks = new Map<string, PlannedStack>();
  for (const each of given) {
    try {
      const { name, plan } = named(each);
      if (stacks.has(name)) {
        throw new UserError(
          `--plan ${each}: got a second plan of ${name}, expected one; give the newer alone`,
        );
      }
      stacks.set(name, plannedStack(each, name, plan, folder));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) throw new UserError(problems.join("\n"));
  return [...stacks.values()];
}

/** The plan of an argument and the stack that it is of, which both the argument and the plan may say. */
export function named(given: string): { readonly name: string; readonly plan: JsonObject } {
  const [, said, rest] = /^([a-z][a-z0-9-]*)=(.*)$/s.exec(given) ?? [];
  const isNamed = said !== undefined && splitStackName(said) !== undefined;
  const plan = readPlanFile(isNamed ? (rest ?? "") : given);
  const tagged = stackOfPlan(plan);
  const name = isNamed ? said : tagged;
  if (name === undefined) {
    throw new UserError(
      `--plan ${given}: got a plan whose AWS provider has no default tags "environment" and "layer", which say ` +
        "what stack it is of; name the stack: --plan STACK=FILE",
    );
  }
  if (tagged !== undefined && tagged !== name) {
    throw new UserError(
      `--plan ${given}: got ${name}, but the default tags of the plan's AWS provider say ${tagged}; ` +
        "give the plan of that stack, or correct the name",
    );
  }
  return { name, plan };
}

function plannedStack(
  given: string,
  name: string,
  plan: JsonObject,
  folder: readonly OutputStack[] | undefined,
): PlannedStack {
  const split = splitStackName(name);
  if (!split) throw new Error(`${name} is no stack`);
  const source = folder?.find(({ environment, layer }) => `${environment}-${layer}` === name);
  if (folder && !source) {
    const names = folder.map(({ environment, layer }) => `${environment}-${layer}`).join(", ");
    throw new UserError(
      `--plan ${given}: got a plan of ${name}, expected one of the stacks of --out: ${names}; ` +
        "synthesize that environment into the folder, or leave --out away",
    );
  }
  return { ...split, name, ...readBack(plan, source?.stack) };
}
