import { rmSync } from "node:fs";
import { join } from "node:path";
import { adoptSchema } from "../../../dev/schemas/adopt";
import { chain } from "./harness/chain";
import { type TerraformError, commandOf, problemOf } from "./harness/diagnostics";
import { expectNothingToDo } from "./harness/life";
import { makeStateBucket } from "./harness/prerequisites";
import { run } from "./harness/processes";
import { Sandbox } from "./harness/sandbox";
import { type SharedNetwork, makeSharedNetwork } from "./harness/shared-network";
import { type Stack } from "./harness/stack";
import { ROOT } from "./harness/synth";

const step = chain();
const CIDRS = ["10.32.0.0/19", "10.32.32.0/19"];
/** Services whose endpoints exist, each with a group of its own, in subnets that are not those of the environment. */
const SERVICES = ["sts", "ecr.api"] as const;

let sandbox: Sandbox;
let shared: SharedNetwork;
let network: Stack;
let endpointSubnets: string[];
let ids: Record<string, string>;
let groups: Record<string, string>;
let errors: TerraformError[];

const ec2 = async (operation: string, query: string, ...options: string[]): Promise<string> =>
  (await sandbox.aws("ec2", operation, ...options, "--query", query)) as string;

beforeAll(async () => {
  sandbox = await Sandbox.create("given endpoints", "ml-inference-prod");
  await makeStateBucket(sandbox);
  shared = await makeSharedNetwork(sandbox, "10.32.0.0/16", [
    ["a", CIDRS[0] ?? ""],
    ["b", CIDRS[1] ?? ""],
  ]);
  const { vpcId } = shared;
  endpointSubnets = [await intraSubnet("a", "10.32.200.0/28"), await intraSubnet("b", "10.32.200.16/28")];
  ids = {};
  groups = {};
  for (const service of SERVICES) {
    const group = await ec2(
      ...(["create-security-group", "GroupId", "--vpc-id", vpcId] as const),
      ...["--group-name", service, "--description", service],
    );
    await ec2("revoke-security-group-egress", "@", "--group-id", group, "--ip-permissions", EVERYTHING);
    await ec2("authorize-security-group-ingress", "@", "--group-id", group, "--ip-permissions", HTTPS);
    ids[service] = await ec2(
      ...(["create-vpc-endpoint", "VpcEndpoint.VpcEndpointId", "--vpc-id", vpcId] as const),
      ...["--service-name", `com.amazonaws.${sandbox.region}.${service}`, "--vpc-endpoint-type", "Interface"],
      ...["--subnet-ids", endpointSubnets[0] ?? "", "--security-group-ids", group, "--private-dns-enabled"],
      ...["--policy-document", JSON.stringify({ Statement: [OPEN] })],
    );
    groups[service] = group;
  }
});

const HTTPS = "IpProtocol=tcp,FromPort=443,ToPort=443,IpRanges=[{CidrIp=10.32.0.0/16}]";
const EVERYTHING = "IpProtocol=-1,IpRanges=[{CidrIp=0.0.0.0/0}]";
const OPEN = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };

const intraSubnet = (letter: string, cidr: string): Promise<string> =>
  ec2(
    ...(["create-subnet", "Subnet.SubnetId", "--vpc-id", shared.vpcId, "--cidr-block", cidr] as const),
    ...["--availability-zone", `${sandbox.region}${letter}`],
  );

async function synthesized(own: object): Promise<Stack> {
  sandbox.edit((yaml) => {
    for (const key of ["networkAcls", "attachments"]) yaml.deleteIn(["network", key]);
    for (const [key, value] of Object.entries(own)) yaml.setIn(["network", key], value);
  });
  rmSync(join(sandbox.folder, "environments", `${sandbox.environment}.addresses.json`), { force: true });
  await sandbox.synth();
  const stack = sandbox.stack("network");
  stack.useLocalApi();
  return stack;
}

/** Plans, which fails with these problems alone, and then runs the commands of its messages. */
async function refused(name: string, expected: readonly string[]): Promise<void> {
  errors = await network.refusedPlan(`refused plan: ${name}`);
  expect(errors.map(problemOf).sort()).toEqual([...expected].sort());
  for (const command of errors.flatMap((error) => commandOf(error) ?? []))
    await run({ program: "sh", args: ["-c", command], cwd: sandbox.folder, env: sandbox.variables });
}

step("an endpoint without an address in a zone of the private subnets is refused", async () => {
  network = await synthesized({
    egress: "none",
    privateSubnets: { cidrs: CIDRS },
    existing: {
      vpcId: shared.vpcId,
      privateSubnetIds: shared.subnetIds,
      privateRouteTableIds: shared.tableIds,
      endpointIds: ids,
    },
  });
  await network.init();
  await refused(
    "zone",
    SERVICES.map((service) => `the endpoint of ${service} has no address in ${sandbox.region}b`),
  );
  // AWS refuses a second subnet of a zone.
  for (const error of errors)
    expect(commandOf(error)).toMatch(new RegExp(`--add-subnet-ids ${shared.subnetIds[1]}$`));
});

step("the file that adopt proposes has a plan that is accepted", async () => {
  const { file } = await adopted();
  expect(file["network"]).toMatchObject({ existing: { endpointIds: ids } });
  network = await synthesized(file["network"] as object);
  await network.plan("plan: adopted");
});

step("endpoints in other subnets, each with a group of its own, are used and not changed", async () => {
  const plan = await network.plan("plan");
  const { resource_changes: changes = [] } = await network.show(plan);
  const made = changes.filter(({ mode }) => mode === "managed").map(({ address }) => address);
  expect(made).toContain("aws_vpc_endpoint.logs");
  expect(made.filter((address) => /endpoint\.(sts|ecr_api)$/.test(address))).toEqual([]);
  await network.apply(plan);
  await expectNothingToDo(network);
});

step("a group that admits no private subnet is refused", async () => {
  const group = groups["sts"] ?? "";
  await ec2("revoke-security-group-ingress", "@", "--group-id", group, "--ip-permissions", HTTPS);
  await refused(
    "group",
    CIDRS.map((cidr) => `no group of the endpoint of sts admits TCP 443 from ${cidr}`),
  );
  await expectNothingToDo(network, "plan: admitted");
});

step("a statement of the policy that denies is refused, except for others by a condition", async () => {
  const ofOthers = {
    ...{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" },
    Condition: { StringNotEquals: { "aws:PrincipalAccount": sandbox.account } },
  };
  const deny = { Effect: "Deny", Principal: "*", Action: "sts:*", Resource: "*" };
  const outside = (vpc: string) => ({
    ...deny,
    Condition: {
      StringNotEqualsIfExists: { "aws:SourceVpc": [vpc] },
      Bool: { "aws:PrincipalIsAWSService": "false" },
    },
  });
  const organization = { ...deny, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } } };
  // The local API ignores the option of the command that resets a policy.
  const usePolicy = (...statements: object[]) =>
    ec2(
      ...(["modify-vpc-endpoint", "@", "--vpc-endpoint-id", ids["sts"] ?? ""] as const),
      ...["--policy-document", JSON.stringify({ Statement: [OPEN, ...statements] })],
    );
  const problem =
    "the policy of the endpoint of sts does not allow everything, which nodes or pods need, or denies it";
  await usePolicy(deny);
  await refused("policy", [problem]);
  await usePolicy(outside("vpc-0123456789abcdef9"));
  await refused("policy of another VPC", [problem]);
  await usePolicy(ofOthers, outside(shared.vpcId), organization);
  await expectNothingToDo(network, "plan: allowed");
});

async function adopted() {
  const { stdout } = await run({
    program: process.execPath,
    args: [
      ...[join(ROOT, "bin/private-eks-inference.js"), "adopt", "--json"],
      ...["--vpc", shared.vpcId, "--region", sandbox.region],
    ],
    cwd: ROOT,
    env: sandbox.variables,
  });
  return adoptSchema.parse(JSON.parse(stdout));
}
