import { applyOrder } from "../../../src/project/apply-order";
import { passesText } from "../../../src/project/pass";
import { LAYERS, type Layer } from "../../../src/base/layers";
import { changeFromStates, configuredTargets } from "../../../src/deploy/deploy/ordered-steps";
import { isSameValue } from "../../../src/deploy/deployed/same-value";
import { type JsonObject, StackJson } from "../../../src/terraform/stack-json";
import { formOf, orderText } from "../../project/apply-order/orders";
import { appliedStates } from "../../support/applied-state";
import { ENVIRONMENTS } from "../../support/environments";
import { asProvidersWrite } from "../../support/provider-states";
import { planOf } from "../../support/reference-plans";

const ALL: readonly Layer[] = LAYERS;

/** The order that deploy computes from the states of one form of an environment and the stacks of another. */
function orderFromStates(environment: string, before: object, after: object, deployed = ALL): string {
  const [old, now] = [formOf(environment, before), formOf(environment, after)];
  const applied = appliedStates(deployed.map((layer) => [layer, old.stack(layer)]));
  const states = new Map([...applied].map(([layer, state]) => [layer, state as unknown as JsonObject]));
  const stacks = ALL.map((layer) => ({ environment, layer, json: now.stack(layer) }));
  return passesText(applyOrder(changeFromStates(stacks, states)).passes);
}

test("an environment that is deployed as it is synthesized needs no apply", () => {
  expect(orderFromStates("mlapp", {}, {})).toBe("");
});

/** Changes from states as providers write them to stacks, as `layer address`. */
function changedFromProviders(
  environment: string,
  edit: (stack: StackJson) => StackJson = (stack) => stack,
): string[] {
  const plan = planOf(environment);
  const applied = appliedStates(ALL.map((layer) => [layer, plan.stack(layer)]));
  const states = new Map(
    [...applied].map(([layer, state]) => [
      layer,
      asProvidersWrite(state as unknown as JsonObject, plan.stack(layer)),
    ]),
  );
  const stacks = ALL.map((layer) => ({ environment, layer, json: edit(plan.stack(layer)) }));
  const { resources, others } = changeFromStates(stacks, states);
  return [...resources, ...others].map(({ layer, address }) => `${layer} ${address}`);
}

test.each(ENVIRONMENTS)(
  "%s, deployed as it is synthesized, differs in nothing from states as providers write them",
  (environment) => {
    expect(changedFromProviders(environment)).toEqual([]);
  },
);

test("a quantity in another unit is the same, and another amount, version or tag is a change", () => {
  const withSize = (size: string) => (stack: StackJson) =>
    new StackJson(
      stack.name,
      JSON.parse(
        JSON.stringify(stack.json).replaceAll('"size_limit":"1024Mi"', `"size_limit":"${size}"`),
      ) as JsonObject,
    );
  expect(changedFromProviders("ml-inference-prod", withSize("1Gi"))).toEqual([]);
  expect(changedFromProviders("ml-inference-prod", withSize("1048576Ki"))).toEqual([]);
  expect(changedFromProviders("ml-inference-prod", withSize("1025Mi"))).toEqual([
    "models kubernetes_deployment_v1.ml_inference_api",
  ]);
  expect(isSameValue("1.1", "1.10")).toBe(false);
  expect(isSameValue("0.5", "500m")).toBe(true);
});

test("an output of a block that has instances for the first time is a change", () => {
  const shown = (stack: StackJson) => {
    const text = JSON.stringify(stack.json).replaceAll("${var.demo_enabled ? 1 : 0}", "1");
    return new StackJson(stack.name, JSON.parse(text) as JsonObject);
  };
  expect(changedFromProviders("retail-forecast-option-b", shown)).toContain("network aws_lb.demo");
});

test("a first apply has the order of the layers", () => {
  expect(orderFromStates("mlapp", {}, {}, [])).toBe("state, network, cluster, platform, models");
});

test("a first apply that stopped after the cluster continues with the platform", () => {
  expect(orderFromStates("mlapp", {}, {}, ["state", "network", "cluster"])).toBe("platform, models");
});

const PARTS = { components: { "ebs-csi": {}, prometheus: {}, "cluster-autoscaler": {} } };
test.each([
  ["parts that are removed", "mlapp", PARTS, {}],
  ["parts that are added", "mlapp", {}, PARTS],
  ["a repository that is removed", "ml-inference-prod", {}, { models: [image("ghcr.io/example/api")] }],
])("%s are ordered from states as from two synths", (_, environment, before, after) => {
  expect(orderFromStates(environment, before, after)).toBe(orderText(environment, before, after));
});

function image(repository: string): object {
  return { name: "ml-inference-api", image: { tag: "1.4.2", repository } };
}

test("an apply without removals has a target for each block of the configuration", () => {
  const json = formOf("mlapp", {}).stack("network");
  const targets = configuredTargets({ json });
  expect(targets).toContain("-target=aws_vpc.main");
  expect(targets).toHaveLength(json.resources().length + json.dataSources().length);
});
