import { applyOrder } from "../../../../src/tools/shared/apply-order/apply-order";
import { passesText } from "../../../../src/tools/shared/apply-order/pass";
import { LAYERS, type Layer } from "../../../../src/shared/terraform/layers";
import { changeOf, configuredTargets } from "../../../../src/tools/shared/deployment/ordered-steps";
import { type JsonObject } from "../../../../src/proof/terraform-json/stack-json";
import { formOf, orderText } from "../apply-order/orders";
import { appliedStates } from "../../../support/applied-state";

const ALL: readonly Layer[] = LAYERS;

/** The order that deploy computes from the states of one form of an environment and the stacks of another. */
function orderFromStates(environment: string, before: object, after: object, deployed = ALL): string {
  const [old, now] = [formOf(environment, before), formOf(environment, after)];
  const applied = appliedStates(deployed.map((layer) => [layer, old.stack(layer)]));
  const states = new Map([...applied].map(([layer, state]) => [layer, state as unknown as JsonObject]));
  const stacks = ALL.map((layer) => ({ environment, layer, json: now.stack(layer) }));
  return passesText(applyOrder(changeOf(stacks, states)).passes);
}

test("an environment that is deployed as it is synthesized needs no apply", () => {
  expect(orderFromStates("mlapp", {}, {})).toBe("");
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
