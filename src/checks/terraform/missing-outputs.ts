import { referencesIn } from "../../terraform/terraform-references";
import { groupBy } from "../../base/group-by";
import {
  type EnvironmentPlan,
  memoizePerStack,
  type PlannedResource,
} from "../../terraform/environment-plan";
import { LAYERS } from "../../base/layers";
import { block, blocks, type JsonObject, text } from "../../terraform/stack-json";
import { type Check, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const missingOutputs: Check = {
  ...ruleOf(TEXTS, "missing-outputs"),
  run: (plan) =>
    plan.resources("data.terraform_remote_state").flatMap((source) => {
      const missing = readOutputs(plan, source).filter((output) => !isRequired(source, output));
      return missing.length === 0
        ? []
        : [
            {
              layer: source.layer,
              address: source.address,
              message: `no postcondition requires the outputs ${missing.join(", ")}, and names the layer to apply first`,
            },
          ];
    }),
};

/**
 * Outputs that a layer reads, such as `vpc_id` or `private_workload_subnet_ids_by_zone["a"]`. Own files cannot write
 * the postcondition: those that they read must be there.
 */
function readOutputs(plan: EnvironmentPlan, source: PlannedResource): string[] {
  const stack = plan.stack(source.layer);
  const [from] = LAYERS.filter((layer) => layer === source.name);
  const emitted = Object.keys((from && plan.stack(from)?.outputs) ?? {});
  const generated = stack ? (outputsOfGenerated(stack, source.layer).get(source.name) ?? []) : [];
  const all = stack ? (outputsOfAll(stack, source.layer).get(source.name) ?? []) : [];
  return all.filter((output) => generated.includes(output) || !emitted.includes(output.replace(/\[.*$/, "")));
}

const outputsOfGenerated = memoizePerStack(({ generated }) => outputsIn(generated));
const outputsOfAll = memoizePerStack(({ json }) => outputsIn(json));

/** Outputs that a stack reads, in order, by the name of the state. */
function outputsIn(json: JsonObject): ReadonlyMap<string, string[]> {
  const found = referencesIn(json).flatMap(({ subject, steps: [outputs, name, step] }) => {
    const state = /^data\.terraform_remote_state\.(.*)$/.exec(subject)?.[1];
    if (state === undefined || outputs?.to !== "outputs" || name?.to === undefined) return [];
    const isKeyed = step?.isIndex === true && step.to !== undefined;
    return { state, output: `${name.to}${isKeyed ? `[${JSON.stringify(step.to)}]` : ""}` };
  });
  return new Map(
    [...groupBy(found, ({ state }) => state)].map(([state, all]) => [
      state,
      [...new Set(all.map(({ output }) => output))].sort(),
    ]),
  );
}

const isRequired = ({ config, name }: PlannedResource, output: string): boolean =>
  blocks(block(config["lifecycle"])["postcondition"]).some(
    ({ condition, error_message: message }) =>
      text(condition)?.startsWith("${alltrue([") === true &&
      text(condition)?.includes(`can(self.outputs.${output})`) === true &&
      text(message)?.includes(`-${name} first`) === true,
  );
