import { fits, needs, subnetBudgetsOf, usable, wholeBlocks } from "../../../src/checks/capacity/addresses";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { withPodRange } from "../../support/pod-range";
import { planOf } from "../../support/reference-plans";
import { model } from "./plans";

test.each([
  ["10.0.0.0/24", 251, 14],
  ["10.0.0.0/28", 11, 0],
  ["10.0.0.0/19", 8187, 510],
])("%s has %i usable addresses and %i whole /28 blocks", (cidr, addresses, blocks) => {
  expect([usable(cidr), wholeBlocks(cidr)]).toEqual([addresses, blocks]);
});

test.each([
  [27, 14, true],
  [28, 14, false],
  [28, 13, true],
  [252, 0, false],
])("a /24 with %i single addresses and %i blocks: fits is %p", (addresses, prefixes, expected) => {
  expect(fits("10.0.0.0/24", { addresses, prefixes })).toBe(expected);
});

test.each(ENVIRONMENTS)("%s: every subnet has a budget", (environment) => {
  const budgets = subnetBudgetsOf(environmentPlan(planOf(environment)));
  // With an internal load balancer and no NAT there are no public subnets.
  const isPrivate = ["ml-platform", "language-models"].includes(environment);
  expect(budgets).toHaveLength(isPrivate ? 2 : 4);
  expect(budgets.filter(({ nodes }) => nodes.length > 0)).toHaveLength(2);
});

test.each(ENVIRONMENTS)(
  "%s: the budgets include interface endpoints and the control plane",
  (environment) => {
    const budgets = subnetBudgetsOf(environmentPlan(planOf(environment)));
    const uses = budgets.flatMap((budget) => budget.uses.map(({ what }) => what));
    expect(uses).toEqual(
      expect.arrayContaining(["interface endpoints", "the control plane and its upgrade"]),
    );
  },
);

test("each NLB uses one address, and the last one requires eight free addresses", () => {
  const models = Array.from({ length: 3 }, (_, index) => model({ name: `model-${index}` }));
  const [budget] = subnetBudgetsOf(environmentPlan(planWith("ml-inference-prod", { models }))).filter(
    ({ nodes }) => nodes.length > 0,
  );
  expect(budget?.uses.find(({ what }) => what === "load balancers")?.addresses).toBe(10);
});

test("without prefix delegation, nodes use the single addresses of whole interfaces", () => {
  const plan = altered("retail-forecast", ({ cluster }) => {
    cluster.resource.aws_eks_addon.vpc_cni.configuration_values = "{}";
  });
  const [budget] = subnetBudgetsOf(plan).filter(({ nodes }) => nodes.length > 0);
  expect(budget?.nodes.map(({ addresses, prefixes }) => [addresses, prefixes])).toEqual([[18, 0]]);
});

/** The budget of the first subnet with nodes of an environment whose pods have single addresses. */
const single = (settings: object = {}) =>
  subnetBudgetsOf(
    environmentPlan(planWith("retail-forecast", { cluster: { podAddresses: "single", ...settings } })),
  ).filter(({ nodes }) => nodes.length > 0)[0];

test("with single addresses, a node has one for its interface, two in reserve, and no block", () => {
  const [use] = single()?.nodes ?? [];
  // Its DaemonSets are in the network of the node.
  expect(use).toMatchObject({ addresses: 1 + 2, prefixes: 0 });
});

test("with single addresses, pods count once for the subnet, however many nodes can run them", () => {
  const few = single({ nodeGroups: { general: { maxPerZone: 10 } } });
  const many = single({ nodeGroups: { general: { maxPerZone: 20 } } });
  if (!few || !many) throw new Error("no subnet has nodes");
  expect(few.podsAtPeak).toBeGreaterThan(5);
  expect(needs(few).pods).toBe(few.podsAtPeak);
  // Each of ten nodes has its address and two in reserve. The second of these can be the one that needs another interface.
  expect(needs(many).addresses - needs(few).addresses).toBe(10 * (1 + 2) + 10 / 5);
});

test("with single addresses, few nodes have no more pods than their interfaces carry", () => {
  const models = [model({ replicas: { min: 2, max: 200 }, cpuRequest: "10m", memoryRequest: "16Mi" })];
  const [budget] = subnetBudgetsOf(
    environmentPlan(planWith("retail-forecast", { models, cluster: { podAddresses: "single" } })),
  ).filter(({ nodes }) => nodes.length > 0);
  if (!budget) throw new Error("no subnet has nodes");
  const nodes = budget.nodes.reduce((sum, use) => sum + use.nodes, 0);
  const uses = budget.uses.reduce((sum, { addresses }) => sum + addresses, 0);
  // 17 pods of a t3.medium, less the five DaemonSets in the network of the node, and 2 in reserve; three interfaces.
  expect(needs(budget).addresses - uses).toBe(nodes * (17 - 5 + 2 + 3));
});

test("with a minimum of addresses, each node has it", () => {
  const plan = altered("retail-forecast", ({ cluster }) => {
    const env = { WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "9" };
    cluster.resource.aws_eks_addon.vpc_cni.configuration_values = JSON.stringify({ env });
  });
  const [budget] = subnetBudgetsOf(plan).filter(({ nodes }) => nodes.length > 0);
  expect(budget?.nodes.map(({ addresses }) => addresses)).toEqual([1 + 9]);
});

describe("with a range of pods", () => {
  const budgets = (keys: object = {}) =>
    subnetBudgetsOf(environmentPlan(withPodRange("retail-forecast", keys))).filter(
      ({ nodes }) => nodes.length > 0,
    );
  const shown = (keys: object = {}) =>
    budgets(keys).map(({ subnet, nodes }) => [
      subnet.resource.name,
      ...nodes.map(({ addresses, prefixes }) => ({ addresses, prefixes })),
    ]);

  test("a node has one address in its subnet, and blocks in that of pods", () => {
    const one = { addresses: 1, prefixes: 0 };
    const ofPods = { addresses: 1, prefixes: expect.any(Number) as number };
    expect(shown()).toEqual([
      ["pods_a", ofPods],
      ["pods_b", ofPods],
      ["private_a", one],
      ["private_b", one],
    ]);
    const [pods] = budgets();
    expect(pods?.nodes[0]?.prefixes).toBeGreaterThan(1);
  });

  test("single addresses are in the subnet of pods too", () => {
    const one = { addresses: 1, prefixes: 0 };
    const single = { addresses: 1 + 2, prefixes: 0 };
    expect(shown({ cluster: { podAddresses: "single" } })).toEqual([
      ["pods_a", single],
      ["pods_b", single],
      ["private_a", one],
      ["private_b", one],
    ]);
  });

  test("pods are in no sum of the subnets of nodes", () => {
    const [pods, , nodes] = budgets({ cluster: { podAddresses: "single" } });
    if (!nodes || !pods) throw new Error("no budget");
    expect(needs(nodes).pods).toBe(0);
    expect(needs(pods).pods).toBeGreaterThan(0);
  });
});
