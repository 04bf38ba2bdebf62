import { type JsonObject, StackJson, asObject } from "../../src/terraform/stack-json";
import { type Growth, grownEnvironment } from "../../src/handoff/folding/growth";
import { type HandedStack } from "../../src/handoff/module/module";
import { planWith } from "./changed-plans";
import { configWith } from "./environments";
import { handedStacks } from "./handed-stacks";
import { knownTrials } from "./known-trials";
import { settingsFor } from "./recorded-causes";
import { planOf } from "./reference-plans";

/** Stacks of a reference environment, and the trial that makes maps of its lists. */
export interface Grown {
  readonly stacks: readonly HandedStack[];
  readonly growth: Growth;
}

const known = new Map<string, Grown>();

/** A reference environment, with a change of its file, as a hand-over reads it from the output of synth, once for each. */
export function grown(environment: string, change: object = {}): Grown {
  const key = `${environment} ${JSON.stringify(change)}`;
  const found = known.get(key) ?? grownNow(environment, change);
  known.set(key, found);
  return found;
}

function grownNow(environment: string, change: object): Grown {
  const isChanged = Object.keys(change).length > 0;
  const plan = isChanged ? planWith(environment, change) : planOf(environment);
  const settings = settingsFor(configWith(environment, change));
  const growth = grownEnvironment(environment, settings, knownTrials);
  const synthesized = knownTrials(environment, settings);
  if (growth === undefined || "refused" in synthesized) throw new Error(`${environment}: refused`);
  const stacks = handedStacks(plan).map((each) => {
    const paths = synthesized.stacks.get(each.layer)?.generated ?? {};
    return { ...each, stack: new StackJson(each.stack.name, withPaths(each.stack.generated, paths)) };
  });
  return { stacks, growth };
}

/** A stack with the paths of its constructs, which reference plans do not have. */
const withPaths = (stack: JsonObject, trial: JsonObject): JsonObject => {
  const section = (name: string): JsonObject =>
    Object.fromEntries(
      Object.entries(asObject(stack[name])).map(([type, blocks]) => [
        type,
        Object.fromEntries(
          Object.entries(asObject(blocks)).map(([block, body]) => {
            const traced = asObject(asObject(asObject(trial[name])[type])[block]);
            return [
              block,
              { ...asObject(body), ...(traced["//"] === undefined ? {} : { "//": traced["//"] }) },
            ];
          }),
        ),
      ]),
    );
  return { ...stack, resource: section("resource"), data: section("data") };
};
