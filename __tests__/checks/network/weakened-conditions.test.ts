import { foundEntry } from "../../../src/checks/ports/found-entry";
import { healthPath } from "../../../src/checks/ports/health-path";
import { targetGroupPort } from "../../../src/checks/ports/target-group-port";
import { clientsReachLoadBalancer } from "../../../src/checks/network/clients-reach-load-balancer";
import { endpointUsable } from "../../../src/checks/network/endpoint-usable";
import { foundOnce } from "../../../src/checks/network/found-once";
import { privateSubnetIsolated } from "../../../src/checks/network/private-subnet-isolated";
import { vpcSettings } from "../../../src/checks/network/vpc-settings";
import { type Check } from "../../../src/checks/check";
import { newlyFound } from "../../support/findings";

const CONSOLE = "retail-forecast-console";

/** Replaces the conditions of a data source of the existing network. */
const withConditions =
  (type: string, name: string, change: (inner: string) => string): Parameters<typeof newlyFound>[2] =>
  ({ network }) => {
    for (const each of network.data[type][name].lifecycle.postcondition as { condition: string }[]) {
      each.condition = `\${${change(each.condition.slice(2, -1))}}`;
    }
  };

const SOURCES: readonly (readonly [check: Check, type: string, name: string])[] = [
  [vpcSettings, "aws_vpc", "main"],
  [endpointUsable, "aws_vpc_endpoint", "sts"],
  [clientsReachLoadBalancer, "aws_security_group", "alb"],
  [foundOnce, "aws_security_group", "nodes"],
  [foundOnce, "aws_subnets", "private_a"],
  [privateSubnetIsolated, "aws_route_table", "private_a"],
  [foundEntry, "aws_lb", "demo"],
  [healthPath, "aws_lb_target_group", "api"],
  [targetGroupPort, "aws_lb_target_group", "api"],
];

describe.each(SOURCES.map(([check, type, name]) => [check.id, type, name, check] as const))(
  "%s: conditions of data.%s.%s",
  (_, type, name, check) => {
    test("that are always true verify nothing", () => {
      const weaker = withConditions(type, name, (inner) => `${inner} || true`);
      expect(newlyFound([check], CONSOLE, weaker)).not.toEqual([]);
    });

    test("in a negation verify nothing", () => {
      const negated = withConditions(type, name, (inner) => `!(${inner} && false)`);
      expect(newlyFound([check], CONSOLE, negated)).not.toEqual([]);
    });

    test("with other spaces and parentheses, and with a second condition, verify the same", () => {
      const spaced = withConditions(
        type,
        name,
        (inner) => `( ${inner.replaceAll(", ", " ,  ")} ) && length("x") == 1`,
      );
      expect(newlyFound([check], CONSOLE, spaced)).toEqual([]);
    });
  },
);

test("found-once: a list of openings that leaves out more than declared ports verifies nothing", () => {
  const narrowed = withConditions("aws_security_group", "nodes", (inner) =>
    inner.startsWith("!") ? inner.replace(/\]\)$/, ' && rule.description != ""])') : inner,
  );
  expect(newlyFound([foundOnce], CONSOLE, narrowed)).not.toEqual([]);
});

test("clients-reach-load-balancer: a condition without ports proves no rule", () => {
  const open = withConditions("aws_security_group", "alb", (inner) =>
    inner.startsWith("!") ? inner : inner.replace(/ && \(rule\.ip_protocol.*\)\]\)$/, "])"),
  );
  expect(newlyFound([clientsReachLoadBalancer], CONSOLE, open)).not.toEqual([]);
});
