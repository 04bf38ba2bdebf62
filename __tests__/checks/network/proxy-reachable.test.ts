import { flowsOf } from "../../../src/checks/flows";
import { proxyReachable } from "../../../src/checks/network/required-flows";
import { type Editable, environmentPlan } from "../../support/altered";
import { type Edit, newlyFound } from "../../support/findings";
import { PROXY_RANGES, proxyPlan } from "../../support/https-proxy";

const plan = proxyPlan();

test("calls by the proxy are connections to its ranges on its port", () => {
  const flows = flowsOf(environmentPlan(plan)).filter(({ check }) => check === "proxy-reachable");
  expect(flows.map(({ to, port }) => [to.name, port])).toEqual(
    PROXY_RANGES.map((range) => [`the HTTPS proxy in ${range}`, 3128]),
  );
});

test.each<[string, string, Edit]>([
  [
    "the route to a range",
    "proxy-reachable",
    ({ network }) => {
      delete network.resource.aws_route;
    },
  ],
  [
    "the rule of a range",
    "proxy-reachable",
    ({ network }) => {
      const rules = network.resource.aws_vpc_security_group_egress_rule as Record<string, Editable>;
      network.resource.aws_vpc_security_group_egress_rule = Object.fromEntries(
        Object.entries(rules).filter(([, rule]) => rule["cidr_ipv4"] !== PROXY_RANGES[0]),
      );
    },
  ],
])("%s, removed, is found", (_, check, edit) => {
  expect(newlyFound([proxyReachable], plan, edit).join("\n")).toContain(check);
});
