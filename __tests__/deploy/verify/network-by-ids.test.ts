import { liveSubnets } from "../../../src/deploy/verify/subnets";
import { verifyEndpoints } from "../../../src/deploy/verify/endpoints";
import { verifyRoutes } from "../../../src/deploy/verify/routes";
import { liveVpcs } from "../../../src/deploy/verify/vpcs";
import { type Json } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { ENDPOINTS_GROUP, SUBNETS, VPC, withMoreIds } from "../../support/network-by-ids";
import { liveAws } from "./live-aws";

const plan = environmentPlan(withMoreIds());

const subnet = (index: number, AvailabilityZone: string, CidrBlock: string): Json => ({
  SubnetId: SUBNETS[index] ?? "",
  AvailabilityZone,
  CidrBlock,
  State: "available",
});

const to = (DestinationCidrBlock: string): Json => ({ DestinationCidrBlock, TransitGatewayId: "tgw-1" });

/** An AWS with the network, whose private subnets have routes. */
const live = (...routes: readonly Json[]) =>
  liveAws({
    "ec2 describe-vpcs": { Vpcs: [{ VpcId: VPC, CidrBlock: "10.32.0.0/16", State: "available" }] },
    "ec2 describe-vpc-attribute": { EnableDnsSupport: { Value: true }, EnableDnsHostnames: { Value: true } },
    "ec2 describe-subnets": {
      Subnets: [subnet(0, "ap-southeast-2a", "10.32.0.0/19"), subnet(1, "ap-southeast-2b", "10.32.32.0/19")],
    },
    "ec2 describe-route-tables": {
      RouteTables: [
        {
          Associations: SUBNETS.map((SubnetId) => ({ SubnetId })),
          Routes: [{ DestinationCidrBlock: "10.32.0.0/16", GatewayId: "local" }, ...routes],
        },
      ],
    },
    "ec2 describe-vpc-endpoints": {
      VpcEndpoints: [
        {
          ServiceName: "com.amazonaws.ap-southeast-2.sts",
          VpcEndpointType: "Interface",
          State: "available",
          PrivateDnsEnabled: true,
          SubnetIds: SUBNETS,
          Groups: [{ GroupId: ENDPOINTS_GROUP, GroupName: "shared" }],
        },
      ],
    },
  });

async function looked(...routes: readonly Json[]) {
  const aws = live(...routes);
  const { vpcs, findings } = await liveVpcs(plan, aws, () => Promise.resolve(false));
  const [vpc] = vpcs;
  if (!vpc) throw new Error("no VPC");
  const found = await liveSubnets(plan, aws, vpc);
  return {
    calls: aws.calls,
    vpc: [...findings, ...found.findings],
    routes: await verifyRoutes(plan, aws, vpc, found.subnets),
    endpoints: await verifyEndpoints(plan, aws, vpc, found.subnets),
  };
}

test("OPS-01 the VPC is looked up by its id", async () => {
  const { calls, vpc } = await looked();
  expect(calls[0]).toContain(`Name=vpc-id,Values=${VPC}`);
  expect(vpc.filter(({ verdict }) => verdict !== "ok")).toEqual([]);
});

test("OPS-01 a given endpoint has the given group, by its id", async () => {
  const { endpoints } = await looked();
  expect(endpoints.filter(({ verdict }) => verdict === "ok")).toHaveLength(1);
});

test.each([
  ["a default route to a transit gateway as egress", [to("10.0.0.0/8"), to("0.0.0.0/0")], "ok"],
  [
    "a NAT gateway as egress",
    [to("10.0.0.0/8"), { DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-1" }],
    "ok",
  ],
  ["routes that the file does not have", [to("10.0.0.0/8"), to("0.0.0.0/0"), to("192.168.0.0/16")], "ok"],
  ["no route to the attachment", [to("0.0.0.0/0")], "differs"],
  [
    "a route to the internet gateway",
    [to("10.0.0.0/8"), { DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-1" }],
    "differs",
  ],
])("OPS-01 private subnets with %s", async (_, routes, verdict) => {
  const found = (await looked(...routes)).routes;
  expect(found).toHaveLength(2);
  expect(found.map((each) => each.verdict)).toEqual([verdict, verdict]);
});
