import { attachmentWide as check } from "../../../src/checks/network/attachment-wide";
import { type Editable, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { foundBy, newlyFound } from "../../support/findings";
import { referenceFindings } from "./findings";

const ROUTE = "runners_10_96_0_0_24_private";
const after = (edit: (network: Editable) => void): string[] =>
  newlyFound([check], "mlapp", ({ network }) => edit(network));

test("OPS-03 reports nothing in the reference environments", () => {
  expect(referenceFindings(check)).toEqual([]);
});

test.each(["10.96.0.0/23", "10.97.0.0/24"])("OPS-03 reports a route to %s, which no rule allows", (cidr) => {
  const found = after((network) => (network["resource"].aws_route[ROUTE].destination_cidr_block = cidr));
  expect(found).toEqual([
    `attachment-wide aws_route.${ROUTE}: the route: leads to ${cidr}, but rules do not allow all of its addresses`,
  ]);
});

test("OPS-03 reports a route after its range is removed from cluster.apiAccess", () => {
  const plan = planWith("mlapp", { cluster: { apiAccess: { cidrs: ["10.48.96.0/24"] } } });
  expect(foundBy(check, environmentPlan(plan))).toHaveLength(1);
});

test.each([
  ["10.97.0.0/24", 0],
  ["10.97.0.16/28", 1],
])("OPS-03 a route to 10.97.0.0/24 of which nodes use %s has %d findings", (peer, count) => {
  const attachment = {
    type: "peering",
    name: "data",
    peerVpcId: "vpc-0fedcba9876543210",
    cidrs: ["10.97.0.0/24"],
  };
  const rule = { group: "nodes", direction: "egress", peer, port: 5432, reason: "database", models: [] };
  const [runners] = configWith("mlapp").network.attachments;
  const plan = planWith("mlapp", { network: { attachments: [runners, attachment], extraRules: [rule] } });
  expect(foundBy(check, environmentPlan(plan))).toHaveLength(count);
});

test("OPS-03 reports a route in a public table", () => {
  const found = after((network) => {
    const { aws_route: routes } = network["resource"];
    routes.public_runners = { ...routes[ROUTE], route_table_id: "${aws_route_table.public.id}" };
  });
  expect(found).toEqual([
    "attachment-wide aws_route.public_runners: the route: is in a table of subnets without private interfaces",
  ]);
});

test("OPS-03 clients that a rule names by a group of another network have unknown addresses", () => {
  const plan = planWith("mlapp", {
    cluster: { apiAccess: { cidrs: [], securityGroupIds: ["sg-0123456789abcdef0"] } },
  });
  expect(foundBy(check, environmentPlan(plan))).toEqual([]);
});
