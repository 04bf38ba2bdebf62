import { CHECKS } from "../../../src/checks/all";
import { extraRules } from "../../../src/checks/network/extra-rules";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { CONTEXT, foundBy } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";

const ML = "ml-inference-prod";
const REDIS = {
  group: "nodes",
  direction: "egress",
  peer: "10.50.8.0/28",
  port: 6379,
  reason: "feature store",
  models: ["ml-inference-api"],
};
const SCRAPER = {
  group: "nodes",
  direction: "ingress",
  peer: "10.60.0.0/24",
  port: 9100,
  reason: "node exporter",
};
const WEBHOOK = { group: "control-plane", direction: "egress", peer: "nodes", port: 8443, reason: "webhook" };
const changeOf = (...rules: object[]) => ({ network: { extraRules: rules } });
const ALL = changeOf(REDIS, SCRAPER, WEBHOOK);

const contextOf = (change: object) => ({ statedOf: () => statedIn(settingsFor(configWith(ML, change))) });
const context = contextOf(ALL);
const plan = () => planWith(ML, ALL);

const edited = (edit: (resources: Editable) => void) =>
  altered(plan(), ({ network }) => {
    edit(network.resource as Editable);
  });

test("all checks accept what synth emits for rules of the file", () => {
  const linesOf = (change: object) =>
    CHECKS.flatMap((check) =>
      check
        .run(environmentPlan(planWith(ML, change)), { ...CONTEXT, ...contextOf(change) })
        .map(({ address, message }) => `${check.id} ${address}: ${message}`),
    );
  const before = new Set(linesOf({}));
  expect(linesOf(ALL).filter((line) => !before.has(line))).toEqual([]);
});

test("reports a rule of the file that is missing", () => {
  const each = edited((resources) => {
    delete resources["aws_vpc_security_group_ingress_rule"].nodes_from_10_60_0_0_24_9100;
  });
  expect(foundBy(extraRules, each, context)).toEqual([
    expect.stringContaining("nodes has no rule from 10.60.0.0/24 on TCP 9100, which the file states"),
  ]);
});

test("reports a rule that names the key as its origin, and is not in the file", () => {
  expect(foundBy(extraRules, environmentPlan(plan()), contextOf(changeOf(REDIS, WEBHOOK)))).toEqual([
    expect.stringContaining("the file states no rule of nodes from 10.60.0.0/24 on TCP 9100"),
  ]);
});

test("reports a connection between groups of which one end is missing, also without a record", () => {
  const each = edited((resources) => {
    delete resources["aws_vpc_security_group_ingress_rule"].nodes_from_control_plane_8443;
  });
  expect(foundBy(extraRules, each)).toEqual([expect.stringContaining("has no ingress rule from")]);
});

test("reports a range to which no route leads, also without a record", () => {
  const each = edited((resources) => {
    for (const route of Object.values(resources["aws_route"] as Editable) as Editable[]) {
      if (route["transit_gateway_id"] !== undefined) route["destination_cidr_block"] = "10.99.0.0/16";
    }
  });
  expect(foundBy(extraRules, each)).toContainEqual(expect.stringContaining("has no route to 10.50.8.0/28"));
});

test("reports a network policy that does not admit the connection of a model of the file", () => {
  const each = altered(plan(), ({ models }) => {
    delete models.resource.kubernetes_network_policy_v1.ml_inference_api;
  });
  expect(foundBy(extraRules, each, context)).toEqual([
    expect.stringContaining(
      "network policies of ml-inference-api admit no connection to 10.50.8.0/28 on TCP 6379",
    ),
  ]);
});

test("reports a model whose policy admits a connection that the file does not give it", () => {
  const { models, ...bare } = REDIS;
  expect(models).not.toEqual([]);
  expect(foundBy(extraRules, environmentPlan(plan()), contextOf(changeOf(bare, SCRAPER, WEBHOOK)))).toEqual([
    expect.stringContaining(
      "network policies of ml-inference-api admit a connection to 10.50.8.0/28 on TCP 6379, which the file does not state",
    ),
  ]);
});
