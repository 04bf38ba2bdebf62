import { valuesOfModule } from "../../src/terraform/at-defaults";
import { type SettingRecord } from "../../src/terraform/environment-record";
import { type FoundValues, foundValues } from "../../src/handoff/values/found-values";
import { withoutNotes } from "../../src/handoff/module/module";
import { isComputed } from "../../src/handoff/variables/parameters";
import { configWith, filesOf } from "./environments";
import { knownTrials } from "./known-trials";
import { type Plan } from "./plan";
import { settingsFor } from "./recorded-causes";
import { isReferencePlan } from "./reference-plans";
import { SharedResults } from "./shared-results";
import { LAYERS } from "../../src/base/layers";

const known = new WeakMap<Plan, FoundValues>();
const changes = new WeakMap<Plan, object>();

/** Remembers the change of a reference environment whose plan it is. */
export const rememberChange = (plan: Plan, change: object): void => void changes.set(plan, change);

const shared = new SharedResults<FoundValues>("found values");

/** The variables that trials find for a plan of a reference environment, once for each. */
export function foundIn(plan: Plan): FoundValues {
  const texts = LAYERS.map((layer) => plan.text(layer));
  const key = [plan.environment, changes.get(plan) ?? {}, ...texts];
  const found = known.get(plan) ?? shared.get(key) ?? shared.store(key, withoutForms(foundNow(plan)));
  known.set(plan, found);
  return found;
}

/** The forms of a setting have functions of the schema, which no file can hold. */
const withoutForms = ({ notVariables, ...rest }: FoundValues): FoundValues => ({
  ...rest,
  notVariables: notVariables.map(({ scalar, reason }) => ({ scalar: { ...scalar, forms: [] }, reason })),
});

/** The variables that trials find, anew. */
export const foundNow = (plan: Plan, synth = knownTrials): FoundValues =>
  foundValues({
    environment: plan.environment,
    settings: recorded(plan),
    stacks: new Map(LAYERS.map((layer) => [layer, withoutNotes(plan.stack(layer).generated)])),
    synth,
    valuesOfModule,
    isFilledOtherwise: isComputed,
  });

/** Settings as the record of the output has them. Trials with those of another environment would find variables of that one. */
function recorded(plan: Plan): readonly SettingRecord[] {
  const { environment } = plan;
  const change = isReferencePlan(plan) ? {} : changes.get(plan);
  if (change === undefined)
    throw new Error(`${environment}: got a plan whose settings are unknown; use planWith, or rememberChange`);
  const config = configWith(environment, change);
  // No example writes the number of GPUs.
  return settingsFor(config, filesOf(config)).map(({ path, value, at }) =>
    path.at(-1) === "gpus" || at === undefined ? { path, value } : { path, value, at },
  );
}
