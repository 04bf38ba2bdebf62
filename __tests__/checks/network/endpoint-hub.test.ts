import { CHECKS } from "../../../src/checks/all";
import { flowsOf } from "../../../src/checks/flows";
import { endpointMissing } from "../../../src/checks/network/endpoint-missing";
import { foreignResolver } from "../../../src/checks/network/name-resolution";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { configWith } from "../../support/environments";
import { foundBy, newlyFound } from "../../support/findings";
import { HUB, HUB_RANGES, withHub } from "../../support/hub";
import { settingsFor } from "../../support/recorded-causes";

const RETAIL = "retail-forecast";
const plan = withHub(RETAIL);
const statedOf = () => statedIn(settingsFor(configWith(RETAIL, HUB)));

/** Checks of new findings, each once. */
const ids = (edit: (layers: { network: Editable; models: Editable }) => unknown): string[] => [
  ...new Set(newlyFound(CHECKS, plan, edit as never).map((line) => String(line.split(" ", 1)[0]))),
];

test("calls of services are connections to the ranges of the hub on 443", () => {
  const flows = flowsOf(environmentPlan(plan)).filter(({ to }) => "outside" in to && to.outside === "range");
  expect(flows.map(({ to, port, check }) => [to.name, port, check])).toEqual(
    HUB_RANGES.map((range) => [
      expect.stringMatching(new RegExp(`^the endpoints of the hub in ${range}`)),
      443,
      "workloads-reach-endpoints",
    ]),
  );
  expect(flows[0]?.callers.join()).toContain("VPC CNI");
});

test.each<[string, string, Parameters<typeof ids>[0]]>([
  [
    "the route to the attachment",
    "workloads-reach-endpoints",
    ({ network }) => delete network["resource"].aws_route,
  ],
  [
    "a route to another target than an attachment",
    "workloads-reach-endpoints",
    ({ network }) => {
      for (const route of Object.values<Editable>(network["resource"].aws_route)) {
        delete route["transit_gateway_id"];
        route["nat_gateway_id"] = "nat-0123456789abcdef0";
      }
    },
  ],
  [
    "the rule of the nodes to a range",
    "workloads-reach-endpoints",
    ({ network }) => {
      const rules = network["resource"].aws_vpc_security_group_egress_rule as Record<string, Editable>;
      network["resource"].aws_vpc_security_group_egress_rule = Object.fromEntries(
        Object.entries(rules).filter(([, rule]) => rule["cidr_ipv4"] !== HUB_RANGES[1]),
      );
    },
  ],
  [
    "the peer of network policies",
    "network-policy-paths",
    ({ models }) => {
      const text = JSON.stringify(models).replaceAll('"10.255.1.0/24"', '"10.254.1.0/24"');
      Object.assign(models, JSON.parse(text) as Editable);
    },
  ],
  [
    "a service that the output does not ask the hub for",
    "endpoint-missing",
    ({ network }) => {
      const { value } = network["output"].endpoint_hub;
      value.services = value.services.filter((service: string) => service !== "sts");
    },
  ],
  ["the output", "endpoint-missing", ({ network }) => delete network["output"].endpoint_hub],
  [
    "the gateway endpoint of S3",
    "endpoint-missing",
    ({ network }) => delete network["resource"].aws_vpc_endpoint,
  ],
])("%s, removed or wrong, is found", (_, check, edit) => {
  expect(ids(edit)).toContain(check);
});

test("ranges that the file does not state are no hub", () => {
  const edited = altered(plan, ({ network }) => {
    network["output"].endpoint_hub.value.cidrs = ["10.0.0.0/8"];
  });
  expect(foundBy(endpointMissing, environmentPlan(plan), { statedOf })).toEqual([]);
  expect(foundBy(endpointMissing, edited, { statedOf }).join()).toContain(
    "the file states 10.255.0.0/24, 10.255.1.0/24",
  );
});

describe("the profile", () => {
  test("that the file names adds the zones of the hub", () => {
    expect(foundBy(foreignResolver, environmentPlan(plan), { statedOf })).toEqual([]);
  });

  test("that the file does not name is foreign", () => {
    const edited = altered(plan, ({ network }) => {
      network["resource"].aws_route53profiles_association.hub.profile_id = "rp-fedcba9876543210";
    });
    expect(foundBy(foreignResolver, edited, { statedOf }).join()).toContain("rp-fedcba9876543210");
  });

  test("needs DNS hostnames of the VPC", () => {
    expect(
      ids(({ network }) => {
        network["resource"].aws_vpc.main.enable_dns_hostnames = false;
      }),
    ).toContain("vpc-settings");
  });
});
