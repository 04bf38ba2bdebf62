import { LAYERS, type Layer } from "../base/layers";
import { firstFew } from "../base/counted";
import { dependenciesOf } from "../infrastructure/text-in-stacks";
import { type EnvironmentPlan, type PlannedResource } from "../terraform/environment-plan";
import {
  asArray,
  asObject,
  blocks,
  isJsonObject,
  type Json,
  type StackJson,
  text,
} from "../terraform/stack-json";
import { type Check, type Finding, at, ruleOf } from "./check";
import TEXTS from "./texts.json";

/** References of a block. */
type Named = ReturnType<ReturnType<typeof dependenciesOf>["namedBy"]>;

export const referencesResolve: Check = {
  ...ruleOf(TEXTS, "references-resolve"),
  run: (plan) => [
    ...plan.all.flatMap((resource) => ofResource(plan, resource)),
    ...LAYERS.flatMap((layer) => ofLayer(plan, layer)),
  ],
};

function ofResource(plan: EnvironmentPlan, resource: PlannedResource): Finding[] {
  const { layer, config } = resource;
  const missing = [
    ...unresolved(plan, layer, dependenciesOf(plan).namedBy(resource)),
    ...missingProvider(plan, layer, config["provider"]),
  ];
  return missing.length > 0 ? [{ ...at(resource), message: message(missing) }] : [];
}

/** Findings for the outputs, providers and local values of a layer. */
function ofLayer(plan: EnvironmentPlan, layer: Layer): Finding[] {
  const stack = plan.stack(layer);
  const parts = stack ? ["output", "provider", "locals"].flatMap((name) => sections(stack, name)) : [];
  return parts.flatMap((address): Finding[] => {
    const missing = unresolved(plan, layer, dependenciesOf(plan).namedBy({ layer, address }));
    return missing.length > 0 ? [{ layer, address, message: message(missing) }] : [];
  });
}

/** A message that reads the same for one target and for several. */
const message = (missing: readonly string[]): string =>
  `it references ${firstFew(missing, 3, ", ", " and ")}: no such target exists`;

function unresolved(plan: EnvironmentPlan, layer: Layer, { names, reads }: Named): string[] {
  return [
    ...[...names].filter((name) => !isDeclared(plan, layer, name)),
    ...new Set(
      reads
        .filter((read) => !isExported(plan, read))
        .map(({ layer: from, output }) => `output ${output} of layer ${from}`),
    ),
  ];
}

const sections = (stack: StackJson, name: string): string[] =>
  Object.keys(asObject(stack.json[name])).map((key) => `${name}.${key}`);

function isDeclared(plan: EnvironmentPlan, layer: Layer, name: string): boolean {
  const json = plan.stack(layer)?.json ?? {};
  if (name.startsWith("local.")) return name.slice("local.".length) in asObject(json["locals"]);
  if (name.startsWith("var.")) return name.slice("var.".length) in asObject(json["variable"]);
  return dependenciesOf(plan).has(layer, name);
}

/** `provider: "aws.us_east_1"` requires a provider block with that alias. */
function missingProvider(plan: EnvironmentPlan, layer: Layer, named: Json | undefined): string[] {
  const [, type = "", alias] = /^(\w+)\.(\w+)$/.exec(text(named) ?? "") ?? [];
  if (alias === undefined) return [];
  const aliases = blocks(plan.stack(layer)?.providers[type]).map((provider) => provider["alias"]);
  return aliases.includes(alias) ? [] : [`provider ${type}.${alias}`];
}

/** True if the layer has the output; a layer without a stack may have any output. */
function isExported(plan: EnvironmentPlan, { layer, output, step }: Named["reads"][number]): boolean {
  const source = LAYERS.find((each) => each === layer);
  const stack = source && plan.stack(source);
  if (!stack) return true;
  const { value } = asObject(stack.outputs[output]);
  if (step === undefined) return value !== undefined;
  if (Array.isArray(value)) return asArray(value)[Number(step)] !== undefined;
  return isJsonObject(value) ? Object.hasOwn(value, step) : value !== undefined;
}
