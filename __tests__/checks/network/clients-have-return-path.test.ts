import { clientsHaveReturnPath as check } from "../../../src/checks/network/clients-have-return-path";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy, newlyFound } from "../../support/findings";
import { referenceFindings } from "./findings";

const PROD = "ml-inference-prod";
const changed = (change: object) => foundBy(check, environmentPlan(planWith(PROD, change)));

test("OPS-03 reports nothing in the reference environments", () => {
  expect(referenceFindings(check)).toEqual([]);
});

test("OPS-03 reports clients of an internal NLB without a route", () => {
  const [finding, ...others] = changed({
    network: { attachments: null },
    components: { "private-link": null },
  });
  expect(others).toEqual([]);
  expect(finding).toContain("path of clients in 10.0.0.0/8: aws_route.private_internet_a sends packets");
});

test("OPS-03 reports clients whose range is routed in part", () => {
  const found = newlyFound([check], PROD, ({ network }) => {
    for (const zone of ["a", "b"]) {
      network["resource"].aws_route[`organization_10_0_0_0_8_private_${zone}`].destination_cidr_block =
        "10.64.0.0/16";
    }
  });
  expect(found).toHaveLength(1);
});

test("OPS-03 reports clients of an internal Ingress for each listener", () => {
  const found = changed({
    network: { attachments: null },
    entry: { type: "ingress", httpOnly: true, clientCidrs: ["172.24.0.0/16"] },
  });
  expect(found).toHaveLength(1);
});

test("OPS-03 clients in the VPC need no route", () => {
  expect(changed({ network: { attachments: null }, entry: { clientCidrs: null } })).toEqual([]);
});

test("OPS-03 clients of an internet-facing load balancer arrive through the internet gateway", () => {
  const change = { network: { attachments: null }, entry: { scheme: "internet-facing", clientCidrs: null } };
  expect(changed(change)).toEqual([]);
});
