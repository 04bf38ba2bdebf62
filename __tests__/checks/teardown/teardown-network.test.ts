import { teardownNetwork } from "../../../src/checks/teardown/teardown-network";
import { altered } from "../../support/altered";
import { type Edit, foundBy } from "../../support/findings";

test.each([
  ["ml-inference-prod", "aws_nat_gateway", "a"],
  ["retail-forecast-option-b", "aws_lb", "demo"],
])("%s: reports that %s does not depend on the public route", (environment, type, name) => {
  const plan = altered(environment, ({ network }) => {
    delete network.resource[type][name].depends_on;
  });
  expect(foundBy(teardownNetwork, plan)).toEqual([expect.stringContaining("aws_route.public_internet")]);
});

test.each<[string, Edit]>([
  [
    "an internal load balancer",
    ({ network }) => {
      network.resource.aws_lb.demo.internal = true;
      delete network.resource.aws_lb.demo.depends_on;
    },
  ],
  [
    "a private NAT gateway",
    ({ network }) => (network.resource.aws_nat_gateway = { inner: { connectivity_type: "private" } }),
  ],
  ["an unattached address", ({ network }) => (network.resource.aws_eip = { kept: { domain: "vpc" } })],
])("accepts %s without the public route", (_, edit) => {
  expect(foundBy(teardownNetwork, altered("retail-forecast-option-b", edit))).toEqual([]);
});
