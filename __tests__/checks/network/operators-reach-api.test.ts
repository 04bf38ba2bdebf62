import { operatorsReachApi as check } from "../../../src/checks/network/operators-reach-api";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { configWith } from "../../support/environments";
import { settingsFor } from "../../support/recorded-causes";
import { planOf } from "../../support/reference-plans";
import { ingress, newMessages, referenceFindings } from "./findings";

const PROD = "ml-inference-prod";
const RULE = "aws_vpc_security_group_ingress_rule.control_plane_from_10_64_0_0_16_443";

/** Messages about the operators of `ml-inference-prod` after an edit of its network. */
const after = (edit: (network: Editable) => void): string =>
  newMessages(check, PROD, RULE, ({ network }) => edit(network));

const routes = (network: Editable): Editable => network["resource"].aws_route;
const ROUTE_A = "organization_10_0_0_0_8_private_a";

test("OPS-03 reports only environments without a path, and existing networks", () => {
  expect(referenceFindings(check)).toEqual([
    "retail-forecast aws_vpc_security_group_ingress_rule.control_plane_from_10_20_0_0_24_443",
    "retail-forecast-console data.aws_security_group.control_plane",
    "retail-forecast-option-b aws_vpc_security_group_ingress_rule.control_plane_from_10_20_0_0_24_443",
  ]);
});

test("reports a private API without a rule for operators", () => {
  const messages = newMessages(
    check,
    "retail-forecast",
    "aws_eks_cluster.main",
    ({ network }) => delete ingress(network)["control_plane_from_10_20_0_0_24_443"],
  );
  expect(messages).toContain("no rule allows an operator");
});

describe("without an attachment", () => {
  const found = (cidrs: string[], network: object = {}) =>
    foundBy(
      check,
      environmentPlan(
        planWith("mlapp", { network: { attachments: null, ...network }, cluster: { apiAccess: { cidrs } } }),
      ),
    );

  test("OPS-03 a range outside the VPC has no route", () => {
    expect(found(["192.168.7.0/24"], { egress: "none" })).toEqual([
      "aws_vpc_security_group_ingress_rule.control_plane_from_192_168_7_0_24_443: path of clients in 192.168.7.0/24: aws_route_table.private has no route to 192.168.7.0/24",
    ]);
  });

  test("OPS-03 a default route to a NAT gateway is no path", () => {
    expect(found(["192.168.7.0/24"]).join()).toContain(
      "aws_route.private_internet_main sends packets for 192.168.7.0/24 to a NAT gateway",
    );
  });

  test("OPS-03 a range in the VPC needs no route", () => {
    expect(found(["10.48.96.0/24"])).toEqual([]);
  });

  test("OPS-03 a range without a path is found also beside a public endpoint", () => {
    const open = planWith("mlapp", {
      network: { attachments: null },
      cluster: { apiAccess: { cidrs: ["192.168.7.0/24"], publicCidrs: ["198.51.100.0/24"] } },
    });
    expect(foundBy(check, environmentPlan(open))).toHaveLength(1);
  });
});

describe("this side of the path", () => {
  test("OPS-03 needs the route of each zone", () => {
    expect(after((network) => delete routes(network)["organization_10_0_0_0_8_private_a"])).toContain(
      "aws_route.private_internet_a sends packets for 10.64.0.0/16 to a NAT gateway",
    );
  });

  test("OPS-03 needs a route to the whole range", () => {
    expect(after((network) => (routes(network)[ROUTE_A].destination_cidr_block = "10.64.0.0/17"))).toContain(
      "aws_route.private_internet_a sends packets",
    );
  });

  test("OPS-03 may be several routes that add up to the range", () => {
    const halves: Edit = ({ network }) => {
      for (const zone of ["a", "b"]) {
        const route = routes(network)[`organization_10_0_0_0_8_private_${zone}`];
        route.destination_cidr_block = "10.64.0.0/17";
        routes(network)[`half_private_${zone}`] = { ...route, destination_cidr_block: "10.64.128.0/17" };
      }
    };
    expect(newlyFound([check], PROD, halves)).toEqual([]);
  });

  test("OPS-03 follows the most specific route", () => {
    const leak = (network: Editable) =>
      (routes(network).leak = {
        ...routes(network).private_internet_a,
        destination_cidr_block: "10.64.9.0/24",
      });
    expect(after(leak)).toContain("aws_route.leak sends packets for 10.64.0.0/16 to a NAT gateway");
  });

  test("OPS-03 needs the attachment in the same plan", () => {
    const message = after(
      (network) => delete network["resource"].aws_ec2_transit_gateway_vpc_attachment.organization,
    );
    expect(message).toContain(
      "aws_route.organization_10_0_0_0_8_private_a sends packets for 10.64.0.0/16 to a target outside",
    );
  });

  test("OPS-03 needs the id of the transit gateway, not of the attachment", () => {
    const message = after((network) => {
      routes(network)[ROUTE_A].transit_gateway_id =
        "${aws_ec2_transit_gateway_vpc_attachment.organization.id}";
    });
    expect(message).toContain("sends packets for 10.64.0.0/16");
  });

  test("OPS-03 may name the transit gateway by its literal id", () => {
    const literal: Edit = ({ network }) => {
      for (const zone of ["a", "b"]) {
        const route = routes(network)[`organization_10_0_0_0_8_private_${zone}`];
        route.transit_gateway_id = "tgw-0a1b2c3d222233334";
      }
    };
    expect(newlyFound([check], PROD, literal)).toEqual([]);
  });

  test("OPS-03 needs a subnet of the transit gateway attachment in each zone", () => {
    const message = after((network) =>
      network["resource"].aws_ec2_transit_gateway_vpc_attachment.organization.subnet_ids.pop(),
    );
    expect(message).toContain(
      "aws_ec2_transit_gateway_vpc_attachment.organization has no subnet in ap-southeast-2b of aws_subnet.private_b",
    );
  });

  const isFor = (rule: Editable, egress: boolean): boolean =>
    rule["cidr_block"] === "10.64.0.0/16" && rule["egress"] === egress;

  test.each([
    [false, "denies ingress of TCP 443 from 10.64.0.0/16"],
    [true, "denies egress of TCP 1024-65535 to 10.64.0.0/16"],
  ])("OPS-03 needs the network ACL in both directions (egress: %s)", (egress, expected) => {
    const message = after((network) => {
      const rules: Editable = network["resource"].aws_network_acl_rule;
      for (const rule of Object.values(rules) as Editable[]) {
        if (isFor(rule, egress) || (egress && rule["cidr_block"] === "10.0.0.0/8")) {
          rule["rule_action"] = "deny";
        }
      }
    });
    expect(message).toContain(`aws_network_acl.private ${expected}`);
  });
});

test("OPS-03 the routes of an existing network are not judged", () => {
  const messages = foundBy(check, environmentPlan(planOf("retail-forecast-console")));
  expect(messages).toEqual([
    "data.aws_security_group.control_plane: path of clients in 10.20.0.0/24: not judged, because the synthesized stacks have no routes of data.aws_subnet.private_a, data.aws_subnet.private_b",
  ]);
});

test("OPS-03 the check states that the other side is declared", () => {
  expect(`${check.title} ${check.why}`).toMatch(/the other side is declared.*not in the stacks/s);
});

describe("operators that the file states", () => {
  const stated = statedIn(settingsFor(configWith(PROD)));
  const afterEdit = (edit: (network: Editable) => void): string[] =>
    foundBy(
      check,
      altered(PROD, ({ network }) => edit(network)),
      { statedOf: () => stated },
    );
  const rule = (network: Editable): Editable =>
    ingress(network)["control_plane_from_10_64_0_0_16_443"] as Editable;

  test("are admitted", () => {
    expect(afterEdit(() => undefined)).toEqual([]);
  });

  test("are named without their rule", () => {
    expect(afterEdit((network) => delete ingress(network)["control_plane_from_10_64_0_0_16_443"])).toContain(
      "aws_eks_cluster.main: no rule allows all of 10.64.0.0/16 of cluster.apiAccess to the Kubernetes API on TCP 443",
    );
  });

  test("are named where a rule admits a part of them", () => {
    expect(afterEdit((network) => (rule(network)["cidr_ipv4"] = "10.64.0.0/17"))).toContain(
      "aws_eks_cluster.main: no rule allows all of 10.64.0.0/16 of cluster.apiAccess to the Kubernetes API on TCP 443",
    );
  });

  test("are admitted by a wider rule and by two halves", () => {
    const halves = (network: Editable) => {
      ingress(network)["half"] = { ...rule(network), cidr_ipv4: "10.64.128.0/17" };
      rule(network)["cidr_ipv4"] = "10.64.0.0/17";
    };
    for (const edit of [halves, (network: Editable) => (rule(network)["cidr_ipv4"] = "10.64.0.0/15")])
      expect(afterEdit(edit).filter((line) => line.includes("cluster.apiAccess"))).toEqual([]);
  });

  test("are named by their security group", () => {
    const change = { cluster: { apiAccess: { cidrs: [], securityGroupIds: ["sg-0a1b2c3d222233334"] } } };
    const byGroup = statedIn(settingsFor(configWith(PROD, change)));
    const found = (edit: Edit) =>
      foundBy(check, altered(planWith(PROD, change), edit), { statedOf: () => byGroup });
    expect(found(() => undefined).filter((line) => line.includes("cluster.apiAccess"))).toEqual([]);
    const without: Edit = ({ network }) => {
      for (const [name, each] of Object.entries(ingress(network) as Record<string, Editable>))
        if (each["referenced_security_group_id"] === "sg-0a1b2c3d222233334")
          Reflect.deleteProperty(ingress(network), name);
    };
    expect(found(without).join()).toContain(
      "no rule allows all of sg-0a1b2c3d222233334 of cluster.apiAccess",
    );
  });
});
