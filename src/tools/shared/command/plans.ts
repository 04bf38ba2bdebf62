import { UserError, joinedErrors, userError } from "../../../shared/messages/errors";
import { type Layer, splitStackName } from "../../../shared/terraform/layers";
import { type OutputStack } from "../../../proof/terraform-json/output";
import { type JsonObject } from "../../../proof/terraform-json/stack-json";
import { readPlanFile } from "../../../proof/terraform-json/terraform-plan/plan-file";
import {
  type StackComparison,
  stackComparison,
} from "../../../proof/terraform-json/terraform-plan/comparison/stack-comparison";
import { type ReadBack, readBack } from "../../../proof/terraform-json/terraform-plan/read-back";
import { stackOfPlan } from "../../../proof/terraform-json/terraform-plan/stack-of-plan";

/** A stack as its plan describes it. */
export interface PlannedStack extends ReadBack {
  readonly environment: string;
  readonly layer: Layer;
  readonly name: string;
  /** Its configuration, compared with the stack. */
  readonly comparison: StackComparison;
}

/**
 * Reads plans, each given as `FILE` or `STACK=FILE`. Settings that a plan lacks come from the stacks of an output folder,
 * if there is one. Throws the errors of all plans at once.
 */
export function readPlans(
  given: readonly string[],
  folder: readonly OutputStack[] | undefined,
): PlannedStack[] {
  return readEach(given, (each, name, plan) => plannedStack(each, name, plan, folder));
}

/** Reads each plan once for each stack. Throws the errors of all plans at once. */
export function readEach<T>(
  given: readonly string[],
  read: (given: string, name: string, plan: JsonObject) => T,
): T[] {
  const errors: UserError[] = [];
  const plans = new Map<string, T>();
  for (const each of given) {
    try {
      const { name, plan } = named(each);
      if (plans.has(name)) {
        throw userError({
          place: `--plan ${each}`,
          got: `a second plan of ${name}`,
          expected: "one plan for each stack",
          fix: "give the newer plan only",
        });
      }
      plans.set(name, read(each, name, plan));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      errors.push(error);
    }
  }
  if (errors.length > 0) throw joinedErrors(errors);
  return [...plans.values()];
}

/** The plan of an argument and the name of its stack. The argument or the plan's default tags name the stack. */
function named(given: string): { readonly name: string; readonly plan: JsonObject } {
  const [, said, rest] = /^([a-z][a-z0-9-]*)=(.*)$/s.exec(given) ?? [];
  const isNamed = said !== undefined && splitStackName(said) !== undefined;
  const plan = readPlanFile(isNamed ? (rest ?? "") : given);
  const tagged = stackOfPlan(plan);
  const name = isNamed ? said : tagged;
  if (name === undefined) {
    throw userError({
      place: `--plan ${given}`,
      got: "a plan whose AWS provider has no default tags",
      expected: 'default tags "environment" and "layer", which name the stack',
      fix: "name the stack: --plan STACK=FILE",
    });
  }
  if (tagged !== undefined && tagged !== name) {
    throw userError({
      place: `--plan ${given}`,
      got: `a plan whose default tags name ${tagged}`,
      expected: `a plan of ${name}`,
      fix: "give the plan of that stack, or correct the name",
    });
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
    throw userError({
      place: `--plan ${given}`,
      got: `a plan of ${name}`,
      expected: `a plan of a stack in --in: ${names}`,
      fix: "synthesize that environment into the folder, or leave --in out",
    });
  }
  const comparison = stackComparison(plan, source?.stack);
  const read = readBack(plan, source?.stack);
  // A module that the stack does not have is named by the comparison.
  const leftOut = read.leftOut.filter(
    (part) => !comparison.differences.some(({ address }) => address === part.address),
  );
  return { ...split, name, ...read, leftOut, comparison };
}
