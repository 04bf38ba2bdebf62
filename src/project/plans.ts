import { type UserError, attempt, joinedErrors, userError } from "../base/errors";
import { type Layer, splitStackName } from "../base/layers";
import { type JsonObject, asArray, asObject } from "../terraform/stack-json";
import { planIn } from "../terraform/plan-reader";

/** A plan with the name of its stack. */
export interface NamedPlan {
  /** As the option gives it. */
  readonly given: string;
  readonly environment: string;
  readonly layer: Layer;
  readonly plan: JsonObject;
}

/**
 * Reads plans, each given as `FILE` or `STACK=FILE`, once for each stack. Throws the errors of all plans at once.
 *
 * @param refuse throws for a plan that the command does not take
 */
export function readPlans(
  given: readonly string[],
  refuse: (plan: NamedPlan) => void = () => undefined,
): NamedPlan[] {
  const errors: UserError[] = [];
  const plans = new Map<string, NamedPlan>();
  for (const each of given) {
    attempt(errors, () => {
      const { name, plan } = named(each);
      if (plans.has(name)) {
        throw userError({
          place: `--plan ${each}`,
          got: `a second plan of ${name}`,
          expected: "one plan for each stack",
          fix: "give the newer plan only",
        });
      }
      const split = splitStackName(name);
      if (!split) throw new Error(`${name} is no stack`);
      const found = { ...split, given: each, plan };
      plans.set(name, found);
      refuse(found);
    });
  }
  if (errors.length > 0) throw joinedErrors(errors);
  return [...plans.values()];
}

/** The plan of an argument and the name of its stack. The argument or the plan's default tags name the stack. */
function named(given: string): { readonly name: string; readonly plan: JsonObject } {
  const [, prefix, rest] = /^([a-z][a-z0-9-]*)=(.*)$/s.exec(given) ?? [];
  const isNamed = prefix !== undefined && splitStackName(prefix) !== undefined;
  const { plan, stack: tagged } = planIn(isNamed ? (rest ?? "") : given);
  const name = isNamed ? prefix : tagged;
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

/** Throws for a plan of a handed-over module, of which a stack has no texts. */
export function refuseModule({ given, plan }: NamedPlan, fix: string): void {
  if (!isOfModule(plan)) return;
  throw userError({
    place: `--plan ${given}`,
    got: "a plan of a handed-over module, whose values are variables",
    expected: "a plan of a stack that synth wrote",
    fix,
  });
}

/** True for a module in which a variable guards the account. Synth writes the account itself. */
function isOfModule(plan: JsonObject): boolean {
  const { aws } = asObject(asObject(plan["configuration"])["provider_config"]);
  const guard = asObject(asObject(asObject(aws)["expressions"])["allowed_account_ids"]);
  return asArray(guard["references"]).some((reference) => String(reference).startsWith("var."));
}
