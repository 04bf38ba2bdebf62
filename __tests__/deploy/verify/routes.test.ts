import { verifyRoutes } from "../../../src/deploy/verify/routes";
import { subnetsOf, vpcsOf } from "../../../src/infrastructure/network-routes";
import { type Json } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Plan } from "../../support/plan";
import {
  ATTACHMENT,
  GATEWAY,
  MORE_IDS,
  SUBNETS,
  VPC,
  WITH_GATEWAY,
  existing,
  withMoreIds,
} from "../../support/network-by-ids";
import { liveAws } from "./live-aws";

const NAT = { DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-1", State: "active" };
const COMPANY = { DestinationCidrBlock: "10.0.0.0/8", TransitGatewayId: "tgw-1", State: "active" };
const LOCAL = { DestinationCidrBlock: "10.32.0.0/16", GatewayId: "local", State: "active" };

/** The finding on the first of the existing private subnets, which have one table. */
const judged = (...routes: readonly Json[]) => judgedIn(withMoreIds(), ...routes);

async function judgedIn(plan: Plan, ...routes: readonly Json[]) {
  const environment = environmentPlan(plan);
  const [vpc] = vpcsOf(environment).all;
  if (vpc === undefined) throw new Error("no VPC");
  const subnets = [...subnetsOf(environment).values()].map((subnet, index) => ({
    subnet,
    liveId: SUBNETS[index] ?? `subnet-${index}`,
  }));
  const aws = liveAws({
    "ec2 describe-route-tables": {
      RouteTables: [
        {
          RouteTableId: "rtb-1",
          Associations: subnets.map(({ liveId }) => ({ SubnetId: liveId })),
          Routes: [LOCAL, ...routes],
        },
      ],
    },
  });
  const [found] = await verifyRoutes(environment, aws, { vpc, name: "vpc", liveId: VPC }, subnets);
  return found;
}

test("OPS-01 routes of the file with targets that exist are as expected", async () => {
  expect(await judged(NAT, COMPANY)).toMatchObject({ area: "routes", verdict: "ok" });
});

test("OPS-01 a default route whose NAT gateway is gone is a difference", async () => {
  const found = await judged({ ...NAT, State: "blackhole" }, COMPANY);
  expect(found).toMatchObject({
    verdict: "differs",
    found: "0.0.0.0/0 by nat (blackhole), 10.0.0.0/8 by attachment",
  });
});

describe("a firewall endpoint as the target of the default route", () => {
  const FIREWALL = { DestinationCidrBlock: "0.0.0.0/0", GatewayId: "vpce-1", State: "active" };

  test("OPS-01 is the egress of the file", async () => {
    expect(await judged(FIREWALL, COMPANY)).toMatchObject({ verdict: "ok" });
  });

  test("OPS-01 that is gone is a difference", async () => {
    expect(await judged({ ...FIREWALL, State: "blackhole" }, COMPANY)).toMatchObject({
      verdict: "differs",
      found: "0.0.0.0/0 by firewall (blackhole), 10.0.0.0/8 by attachment",
    });
  });
});

describe("a network whose egress is a transit gateway", () => {
  const central = planWith(
    WITH_GATEWAY,
    existing(MORE_IDS, {
      egress: "transit-gateway",
      attachments: [{ ...GATEWAY, attachmentId: ATTACHMENT }],
    }),
  );
  const out = { ...COMPANY, DestinationCidrBlock: "0.0.0.0/0" };

  test("OPS-01 a default route to a transit gateway is as expected", async () => {
    expect(await judgedIn(central, out, COMPANY)).toMatchObject({ verdict: "ok" });
  });

  test("OPS-01 a default route to a NAT gateway is a difference", async () => {
    expect(await judgedIn(central, NAT, COMPANY)).toMatchObject({
      verdict: "differs",
      found: "0.0.0.0/0 by nat, 10.0.0.0/8 by attachment",
    });
  });
});

test("OPS-01 a narrower route to nothing inside the range of an attachment is a difference, since it decides", async () => {
  const gone = { DestinationCidrBlock: "10.96.0.0/16", VpcPeeringConnectionId: "pcx-1", State: "blackhole" };
  expect(await judged(NAT, COMPANY, gone)).toMatchObject({
    verdict: "differs",
    found: "0.0.0.0/0 by nat, 10.0.0.0/8 by attachment, 10.96.0.0/16 by attachment (blackhole)",
  });
});

test("OPS-01 a route to nothing outside of the ranges of the file is of others", async () => {
  const other = { VpcPeeringConnectionId: "pcx-1", State: "blackhole" };
  const routes = [
    { ...other, DestinationCidrBlock: "192.168.0.0/24" },
    { ...other, DestinationPrefixListId: "pl-1" },
    { ...other, DestinationIpv6CidrBlock: "fd00::/16" },
  ];
  expect(await judged(NAT, COMPANY, ...routes)).toMatchObject({ verdict: "ok" });
});

test("OPS-01 a narrower route with a target is the decision of the owner", async () => {
  const other = { DestinationCidrBlock: "10.96.0.0/16", VpcPeeringConnectionId: "pcx-1", State: "active" };
  expect(await judged(NAT, COMPANY, other)).toMatchObject({ verdict: "ok" });
});
