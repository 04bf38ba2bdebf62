import { CHECKS } from "../../../src/checks/all";
import { asObject } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { found } from "../../support/findings";
import { HUB, HUB_PROFILE, HUB_RANGES, PEERED_HUB, withHub } from "../../support/hub";
import { existing, IDS, WITH_GATEWAY } from "../../support/network-by-ids";

const byGateway = withHub();
const byPeering = planWith("retail-forecast", PEERED_HUB);
/** On Fargate. */
const onFargate = withHub("mlapp");

const SERVICES = ["ecr.api", "ecr.dkr", "sts", "ec2"];

describe.each([
  ["a transit gateway with a profile", byGateway],
  ["a peering with associated zones", byPeering],
  ["a transit gateway, for Fargate pods", onFargate],
])("network.endpoints.hub by %s", (_, plan) => {
  const network = plan.stack("network");

  test("makes the gateway endpoint of S3 alone, and reads no zones of services", () => {
    expect(network.resources("aws_vpc_endpoint").map(({ address }) => address)).toEqual([
      "aws_vpc_endpoint.s3",
    ]);
    expect(network.dataSources("aws_vpc_endpoint_service")).toEqual([]);
  });

  test("makes no rule of the group of endpoints", () => {
    for (const layer of ["network", "cluster"] as const)
      expect(plan.text(layer)).not.toMatch(/"(endpoints_from|\w+_to_endpoints)/);
  });

  test("lets nodes reach each range on TCP 443", () => {
    const rules = network
      .resources("aws_vpc_security_group_egress_rule")
      .filter(({ config }) => HUB_RANGES.includes(String(config["cidr_ipv4"])));
    expect(rules.map(({ config }) => [config["cidr_ipv4"], config["from_port"], config["to_port"]])).toEqual(
      HUB_RANGES.map((range) => [range, 443, 443]),
    );
    expect(rules[0]?.config["description"]).toBe("AWS services by the endpoints of the hub");
  });

  test("lets the pods of models call the ranges, and no subnet of the VPC", () => {
    const policies = plan.text("models");
    for (const range of HUB_RANGES) expect(policies).toContain(range);
  });

  test("tells the owner of the hub the ranges and services in an output", () => {
    const { cidrs, services } = asObject(asObject(network.outputs["endpoint_hub"])["value"]);
    expect(cidrs).toEqual(HUB_RANGES);
    expect(services).toEqual(expect.arrayContaining(SERVICES));
    expect(services).not.toContain("s3");
  });

  test("has no new finding", () => {
    expect(found(CHECKS, environmentPlan(plan)).filter((line) => /hub|10\.255|endpoint-/.test(line))).toEqual(
      [],
    );
  });
});

describe("names of the hub", () => {
  test("come by a profile that is associated with the VPC", () => {
    const [association] = byGateway.stack("network").resources("aws_route53profiles_association");
    expect(association?.address).toBe("aws_route53profiles_association.hub");
    expect(association?.config).toMatchObject({ profile_id: HUB_PROFILE, resource_id: "${aws_vpc.main.id}" });
  });

  test("come by zones of the hub without a profile, for which nothing is made", () => {
    expect(byPeering.text("network")).not.toContain("aws_route53profiles_association");
  });
});

test("network ACLs let requests to the hub out, and answers in", () => {
  const acls = planWith("ml-inference-prod", {
    network: {
      egress: "none",
      ...HUB.network,
    },
  });
  const lines = found(CHECKS, environmentPlan(acls));
  expect(lines.filter((line) => /^network-acl/.test(line))).toEqual([]);
  expect(acls.text("network")).toContain('"cidr_block": "10.255.0.0/24"');
});

test("a network by ids gets rules and the association, and no endpoint but S3", () => {
  const plan = planWith(
    WITH_GATEWAY,
    existing(IDS, { endpoints: { hub: { cidrs: HUB_RANGES, profileId: HUB_PROFILE } } }),
  );
  const network = plan.stack("network");
  expect(network.resources("aws_vpc_endpoint").map(({ address }) => address)).toEqual([
    "aws_vpc_endpoint.s3",
  ]);
  expect(network.resources("aws_route53profiles_association")).toHaveLength(1);
});
