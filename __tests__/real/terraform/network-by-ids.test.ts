import { rmSync } from "node:fs";
import { join } from "node:path";
import { chain } from "./harness/chain";
import { problemOf } from "./harness/diagnostics";
import { expectNothingToDo } from "./harness/life";
import { makeStateBucket } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";
import {
  type SharedNetwork,
  type Subnets,
  attach,
  makeEndpoints,
  makeSharedNetwork,
  makeSubnets,
  routeToGateway,
} from "./harness/shared-network";
import { type Stack } from "./harness/stack";

const CIDRS = ["10.32.0.0/19", "10.32.32.0/19", "10.32.64.0/19"];
const ENDPOINTS = [
  ["a", "10.32.96.0/27"],
  ["b", "10.32.96.32/27"],
] as const;
const OTHERS = "10.0.0.0/8";
const INTERNET = "0.0.0.0/0";

/** Writes the network by ids into the environment's file, and synthesizes it. */
async function synthesized(sandbox: Sandbox, network: object): Promise<Stack> {
  sandbox.edit((yaml) => {
    yaml.deleteIn(["network", "networkAcls"]);
    for (const [key, value] of Object.entries(network)) yaml.setIn(["network", key], value);
  });
  // The environment of the example has a VPC of its own, whose addresses this one loses.
  rmSync(join(sandbox.folder, "environments", `${sandbox.environment}.addresses.json`), { force: true });
  await sandbox.synth();
  const stack = sandbox.stack("network");
  stack.useLocalApi();
  return stack;
}

const attachment = ({ transitGatewayId }: SharedNetwork, more: object = {}) => [
  { type: "transit-gateway", name: "organization", transitGatewayId, cidrs: [OTHERS], ...more },
];

describe("in two zones, with a transit gateway that the VPC is not attached to", () => {
  const step = chain();
  let sandbox: Sandbox;
  let shared: SharedNetwork;
  let endpoints: Subnets;
  let network: Stack;

  beforeAll(async () => {
    sandbox = await Sandbox.create("network by ids", "ml-inference-prod");
    await makeStateBucket(sandbox);
    shared = await makeSharedNetwork(sandbox, "10.32.0.0/16", [
      ["a", "10.32.0.0/19"],
      ["b", "10.32.32.0/19"],
    ]);
    endpoints = await makeSubnets(sandbox, shared.vpcId, ENDPOINTS, shared.tableIds);
    network = await synthesized(sandbox, {
      egress: "transit-gateway",
      privateSubnets: { cidrs: CIDRS.slice(0, 2) },
      endpointSubnets: { cidrs: ENDPOINTS.map(([, cidr]) => cidr) },
      attachments: attachment(shared),
      existing: {
        vpcId: shared.vpcId,
        privateSubnetIds: [...shared.subnetIds].reverse(),
        privateRouteTableIds: shared.tableIds,
        endpointSubnetIds: endpoints.subnetIds,
      },
    });
    await network.init();
  });

  step("a plan fails where ids are in the wrong order, and names each", async () => {
    const errors = await network.refusedPlan("refused plan: order");
    const [a, b] = shared.subnetIds;
    const zone = (id: string | undefined, is: string, said: string) =>
      `subnet ${id} is in ap-southeast-2${is}, network.zones says ap-southeast-2${said}; correct the order of the ids`;
    const range = (id: string | undefined, is: string | undefined, said: string | undefined) =>
      `subnet ${id} has the range ${is}, network.privateSubnets.cidrs says ${said}; correct the file`;
    expect(errors.map(problemOf).sort()).toEqual(
      [
        zone(b, "b", "a"),
        zone(a, "a", "b"),
        range(b, CIDRS[1], CIDRS[0]),
        range(a, CIDRS[0], CIDRS[1]),
      ].sort(),
    );
  });

  step("what is missing is made, after which a plan is empty", async () => {
    network = await synthesized(sandbox, {
      existing: {
        vpcId: shared.vpcId,
        privateSubnetIds: shared.subnetIds,
        privateRouteTableIds: shared.tableIds,
        endpointSubnetIds: endpoints.subnetIds,
      },
    });
    await network.apply(await network.plan("plan"));
    await expectNothingToDo(network);
    const { resource_changes: changes = [] } = await network.show(await network.plan("plan again"));
    const routes = changes.filter(({ address }) => /^aws_route\..*_0_0_0_0_0_/.test(address));
    expect(routes).toHaveLength(2);
    const ofEndpoint = changes.find(({ address }) => address === "aws_vpc_endpoint.ecr_api");
    expect(ofEndpoint?.change.after?.["subnet_ids"]).toEqual([...endpoints.subnetIds].sort());
  });
});

describe("in three zones, with an attachment, routes and endpoints that exist", () => {
  const step = chain();
  let sandbox: Sandbox;
  let shared: SharedNetwork;
  let network: Stack;
  let attachmentId: string;

  beforeAll(async () => {
    sandbox = await Sandbox.create("network by ids and tags", "ml-inference-prod");
    await makeStateBucket(sandbox);
    shared = await makeSharedNetwork(sandbox, "10.32.0.0/16", [
      ["a", "10.32.0.0/19"],
      ["b", "10.32.32.0/19"],
      ["c", "10.32.64.0/19"],
    ]);
    attachmentId = await attach(sandbox, shared);
    const { group, s3, sts } = await makeEndpoints(sandbox, shared);
    network = await synthesized(sandbox, {
      egress: "transit-gateway",
      zones: ["a", "b", "c"],
      privateSubnets: { cidrs: CIDRS },
      attachments: attachment(shared, { attachmentId }),
      existing: {
        vpcId: shared.vpcId,
        privateSubnetTags: { tier: "apps" },
        securityGroupIds: { endpoints: group },
        endpointIds: { s3, sts },
        rules: [{ group: "endpoints", direction: "ingress", peer: "10.32.0.0/16", port: 443 }],
      },
    });
    await network.init();
  });

  step("a plan fails where routes are missing, and names each", async () => {
    const errors = await network.refusedPlan("refused plan: routes");
    expect(errors.map(problemOf).sort()).toEqual(
      ["a", "b", "c"].flatMap((letter) =>
        [INTERNET, OTHERS].map(
          (range) =>
            `private subnet with tier=apps in ap-southeast-2${letter} has no route to ${range} by ${shared.transitGatewayId}`,
        ),
      ),
    );
  });

  step("what exists is used and not changed, after which a plan is empty", async () => {
    await routeToGateway(sandbox, shared, OTHERS);
    await routeToGateway(sandbox, shared, INTERNET);
    const plan = await network.plan("plan");
    const { resource_changes: changes = [] } = await network.show(plan);
    const made = changes.filter(({ mode }) => mode === "managed").map(({ address }) => address);
    expect(made).toContain("aws_security_group.nodes");
    expect(made).toContain("aws_vpc_endpoint.ecr_api");
    expect(
      made.filter((address) => /route|attachment|endpoint\.(s3|sts)$|group\.endpoints$/.test(address)),
    ).toEqual([]);
    await network.apply(plan);
    await expectNothingToDo(network);
  });
});
