import { type Layer } from "../../src/core/layers";
import { type JsonObject, StackJson, asArray, asObject } from "../../src/terraform-json/stack-json";
import { type Editable } from "../support/altered";
import { PLANS } from "../support/every-option";
import { type Path, put, remove } from "../support/findings";
import { argumentsOf, argumentsVersion, misfits } from "../support/provider-arguments";

/** Providers whose schema cannot be read from the provider binary without a registry. */
const PROVIDERS = ["kubernetes", "helm"];

/** Blocks of a stack that these providers configure: resources, data sources and provider blocks. */
function configurations(stack: StackJson): { what: string; at: string; config: JsonObject }[] {
  const blocks = [...stack.resources(), ...stack.dataSources()]
    .filter(({ type }) => PROVIDERS.some((provider) => type.startsWith(`${provider}_`)))
    .map(({ address, type, config }) => ({
      what: address.startsWith("data.") ? `data.${type}` : type,
      at: address,
      config,
    }));
  const providers = PROVIDERS.flatMap((provider) =>
    asArray(stack.providers[provider]).map((config) => ({
      what: `provider.${provider}`,
      at: `provider ${provider}`,
      config: asObject(config),
    })),
  );
  return [...blocks, ...providers];
}

const errorsIn = (stack: StackJson): string[] =>
  configurations(stack).flatMap(({ what, at, config }) =>
    misfits(config, argumentsOf(what)).map((misfit) => `${stack.name} ${at}: ${misfit}`),
  );

test.each(PLANS)("%s: the providers support every argument, with its type and nesting", (_, plan) => {
  expect(plan.stacks.flatMap(configurations).length).toBeGreaterThan(15);
  expect(plan.stacks.flatMap(errorsIn)).toEqual([]);
});

test.each(PROVIDERS)("the constraints on %s begin at the version that has these arguments", (provider) => {
  const version = argumentsVersion(provider);
  const ranges = PLANS.flatMap(([, plan]) =>
    plan.stacks.flatMap((stack) => asObject(stack.terraform["required_providers"])[provider] ?? []),
  ).map((required) => String(asObject(required)["version"]));
  expect(ranges.length).toBeGreaterThanOrEqual(PLANS.length * 2);
  expect(ranges.filter((range) => !range.startsWith(`>= ${version}, < `))).toEqual([]);
});

describe("in a changed stack", () => {
  const base = new Map(PLANS).get("retail-forecast with every option");
  const changed = (layer: Layer, edit: (json: Editable) => void): string[] => {
    const stack = base?.stack(layer) as StackJson;
    const json = structuredClone(stack.json) as Editable;
    edit(json);
    return errorsIn(new StackJson(stack.name, json as JsonObject));
  };
  const deployment = ["resource", "kubernetes_deployment_v1", "everything"];
  const container = [...deployment, "spec", "template", "spec", "container", 0];
  const policy = ["resource", "kubernetes_network_policy_v1", "all_models", "spec", "egress", 2, "dynamic"];
  const release = ["resource", "helm_release", "load_balancer_controller"];

  test.each<[what: string, layer: Layer, path: Path, value: unknown, found: string]>([
    ["an unknown argument", "models", [...deployment, "wait"], true, "everything: wait is unknown"],
    [
      "an argument with the spelling of the API",
      "models",
      [...container, "imagePullPolicy"],
      "Always",
      "container.0.imagePullPolicy is unknown",
    ],
    [
      "text for a number",
      "models",
      [...deployment, "spec", "revision_history_limit"],
      "five",
      'spec.revision_history_limit is "five", expected number',
    ],
    ["a number for text", "models", [...container, "name"], 5, "container.0.name is 5, expected text"],
    ["text for a switch", "models", [...deployment, "wait_for_rollout"], "no", 'is "no", expected boolean'],
    [
      "text for a list",
      "models",
      [...container, "args"],
      "--help",
      'args is "--help", expected a list of text',
    ],
    [
      "a list for the value of a label",
      "models",
      [...deployment, "metadata", "labels", "a"],
      ["b"],
      'metadata.labels.a is ["b"], expected text',
    ],
    [
      "two blocks where one is allowed",
      "models",
      [...deployment, "metadata"],
      [{ name: "a" }, { name: "b" }],
      "expected one block",
    ],
    ["text for a block", "models", [...container, "port"], "8080", "expected many block"],
    [
      "a dynamic block with the name of an argument",
      "models",
      [...policy, "for"],
      {},
      "egress.2.for is no block",
    ],
    [
      "an unknown argument of a dynamic block",
      "models",
      [...policy, "to", "content", "cidr"],
      "10.0.0.0/8",
      "egress.2.to.cidr is unknown",
    ],
    [
      "a list for a single nested attribute of a provider",
      "platform",
      ["provider", "helm", 0, "kubernetes"],
      [{}],
      "expected one nested attribute",
    ],
    [
      "a deprecated argument of a provider",
      "models",
      ["provider", "kubernetes", 0, "experiments"],
      { manifest_resource: true },
      "provider kubernetes: experiments.manifest_resource is deprecated",
    ],
    [
      "an object for a list of nested attributes",
      "platform",
      [...release, "set"],
      { name: "a", value: "b" },
      "expected many nested attribute",
    ],
  ])("%s is an error", (_, layer, path, value, expected) => {
    expect(changed(layer, (json) => put(json, path, value))).toEqual([expect.stringContaining(expected)]);
  });

  test.each<[layer: Layer, path: Path, found: string]>([
    ["platform", [...release, "chart"], "chart is missing"],
    ["models", [...container, "name"], "container.0.name is missing"],
    ["models", [...deployment, "spec"], "spec is missing"],
  ])("in layer %s a missing argument is an error: %j", (layer, path, expected) => {
    expect(changed(layer, (json) => remove(json, path))).toEqual([expect.stringContaining(expected)]);
  });

  test("an expression is valid in place of any value", () => {
    const replicas = [...deployment, "spec", "replicas"];
    expect(changed("models", (json) => put(json, replicas, "${local.replicas}"))).toEqual([]);
  });
});
