import { fits, subnetBudgetsOf, usable, wholeBlocks } from "../../../src/checks/capacity/addresses";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
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
