import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findCommands } from "../../../src/deploy/deploy/existing-network";
import { chain } from "./harness/chain";
import { ConsoleNetwork, NAMES } from "./harness/console-network";
import { type TerraformError, problemOf } from "./harness/diagnostics";
import { expectNothingToDo } from "./harness/life";
import { makeStateBucket } from "./harness/prerequisites";
import { explanationOf } from "./harness/guide";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { verified } from "./harness/verify";
import { run } from "./harness/processes";
import { adoptSchema } from "../../../dev/schemas/adopt";
import { ROOT } from "./harness/synth";

const step = chain();
let sandbox: Sandbox;
let byHand: ConsoleNetwork;
let network: Stack;
let errors: TerraformError[];
let vpcId: string;
let publicIds: string[];
let privateIds: string[];
let endpointIds: Record<string, string>;
let targetGroupArn: string;

beforeAll(async () => {
  sandbox = await Sandbox.create("existing network", "retail-forecast-console");
  byHand = new ConsoleNetwork(sandbox);
  await makeStateBucket(sandbox);
  await sandbox.synth();
  network = sandbox.stack("network");
  network.useLocalApi();
  await network.init();
});

/** Expects that a plan fails with exactly these problems. */
async function expectProblems(name: string, expected: readonly string[]): Promise<void> {
  errors = await network.refusedPlan(`refused plan: ${name}`);
  expect(errors.map(problemOf).sort()).toEqual([...expected].sort());
}

/** Expects that the guide and the deploy command explain each error of the provider, since these errors contain no fix. */
function expectExplained(): void {
  const unexplained = errors.filter(({ address }) => address !== undefined);
  expect(unexplained).not.toEqual([]);
  const printed = findCommands(network.json).map(({ missing }) => missing);
  expect(printed).toEqual(expect.arrayContaining(unexplained.map(({ address }) => address)));
  for (const { summary } of unexplained) expect(explanationOf(summary)).toMatch(/declared/);
}

step("DATA-01 fails when no VPC has the name, and states the name", async () => {
  await expectProblems("no VPC", [
    "expected exactly one VPC named mlops-retail-forecast-hybrid-vpc in ap-southeast-1, found none",
  ]);
});

step("DATA-01 fails when the VPC has no DNS host names, which endpoints need", async () => {
  vpcId = await byHand.makeVpc();
  await expectProblems("no DNS host names", [
    "VPC mlops-retail-forecast-hybrid-vpc has no DNS host names, which private DNS of endpoints needs",
  ]);
});

step("DATA-01 fails when subnets and security groups are missing, and names each", async () => {
  await byHand.applyFixes(errors);
  await expectProblems("empty VPC", [
    "expected exactly one subnet named mlops-hybrid-public-alb-ap-southeast-1a in the VPC, found none",
    "expected exactly one subnet named mlops-hybrid-public-alb-ap-southeast-1b in the VPC, found none",
    "expected exactly one subnet named mlops-eks-private-workloads-ap-southeast-1a in the VPC, found none",
    "expected exactly one subnet named mlops-eks-private-workloads-ap-southeast-1b in the VPC, found none",
    "expected exactly one security group named mlops-hybrid-alb-sg in the VPC, found none",
    "expected exactly one security group named mlops-hybrid-eks-nodes-sg in the VPC, found none",
    "expected exactly one security group named mlops-hybrid-eks-control-plane-sg in the VPC, found none",
    "expected exactly one security group named mlops-hybrid-vpc-endpoints-sg in the VPC, found none",
  ]);
});

step("DATA-01 fails when declared tags and rules are missing, and names each", async () => {
  await byHand.applyFixes(errors);
  ({ publicIds, privateIds } = await byHand.makeSubnets(vpcId));
  const elb = "kubernetes.io/role/elb=1";
  const internalElb = "kubernetes.io/role/internal-elb=1";
  const cluster = "kubernetes.io/cluster/mlops-retail-cluster=shared";
  const tag = (subnet: string, missing: string) =>
    `subnet ${subnet} has no tag ${missing}, which network.existing.subnetTags declares`;
  const rule = (group: string, missing: string) =>
    `mlops-hybrid-${group}-sg has no ${missing}, which network.existing.rules declares`;
  await expectProblems("no tags and rules", [
    tag("mlops-hybrid-public-alb-ap-southeast-1a", elb),
    tag("mlops-hybrid-public-alb-ap-southeast-1a", cluster),
    tag("mlops-hybrid-public-alb-ap-southeast-1b", elb),
    tag("mlops-hybrid-public-alb-ap-southeast-1b", cluster),
    tag("mlops-eks-private-workloads-ap-southeast-1a", internalElb),
    tag("mlops-eks-private-workloads-ap-southeast-1a", cluster),
    tag("mlops-eks-private-workloads-ap-southeast-1b", internalElb),
    tag("mlops-eks-private-workloads-ap-southeast-1b", cluster),
    rule("alb", "ingress rule for TCP port 80 from 0.0.0.0/0"),
    rule("alb", "egress rule for TCP port 8080 to mlops-hybrid-eks-nodes-sg"),
    rule("eks-nodes", "ingress rule for TCP port 8080 from mlops-hybrid-alb-sg"),
    rule("eks-nodes", "ingress rule for all traffic from mlops-hybrid-eks-nodes-sg"),
    rule("eks-nodes", "ingress rule for TCP port 9443 from mlops-hybrid-eks-control-plane-sg"),
    rule("eks-nodes", "ingress rule for TCP port 10250 from mlops-hybrid-eks-control-plane-sg"),
    rule("eks-nodes", "ingress rule for TCP port 10251 from mlops-hybrid-eks-control-plane-sg"),
    rule("eks-nodes", "egress rule for all traffic to mlops-hybrid-eks-nodes-sg"),
    rule("eks-nodes", "egress rule for TCP port 443 to mlops-hybrid-eks-control-plane-sg"),
    rule("eks-nodes", "egress rule for TCP port 443 to mlops-hybrid-vpc-endpoints-sg"),
    rule("eks-nodes", "egress rule for TCP port 443 to the S3 prefix list"),
    rule("eks-control-plane", "ingress rule for TCP port 443 from mlops-hybrid-eks-nodes-sg"),
    rule("eks-control-plane", "ingress rule for TCP port 443 from 10.20.0.0/24"),
    rule("eks-control-plane", "egress rule for TCP port 9443 to mlops-hybrid-eks-nodes-sg"),
    rule("eks-control-plane", "egress rule for TCP port 10250 to mlops-hybrid-eks-nodes-sg"),
    rule("eks-control-plane", "egress rule for TCP port 10251 to mlops-hybrid-eks-nodes-sg"),
    rule("vpc-endpoints", "ingress rule for TCP port 443 from mlops-hybrid-eks-nodes-sg"),
  ]);
});

step("DATA-01 fails when endpoints and the load balancer are missing, and names each", async () => {
  await byHand.applyFixes(errors);
  const noEndpoint = "no matching EC2 VPC Endpoint found";
  await expectProblems("no endpoints", [
    `data.aws_vpc_endpoint.s3: ${noEndpoint}`,
    `data.aws_vpc_endpoint.ecr_api: ${noEndpoint}`,
    `data.aws_vpc_endpoint.ecr_dkr: ${noEndpoint}`,
    `data.aws_vpc_endpoint.logs: ${noEndpoint}`,
    `data.aws_vpc_endpoint.sts: ${noEndpoint}`,
    `data.aws_vpc_endpoint.ec2: ${noEndpoint}`,
    `data.aws_vpc_endpoint.elasticloadbalancing: ${noEndpoint}`,
    "no ALB in ap-southeast-1 is named mlops-hybrid-api-demo-alb",
  ]);
  expectExplained();
});

step("DATA-01 fails when endpoints do not serve the nodes, and when the entry is incomplete", async () => {
  await byHand.applyFixes(errors);
  endpointIds = await byHand.makeEndpoints(vpcId, privateIds[0] ?? "");
  const problems = ["ecr.api", "ecr.dkr", "logs", "sts", "ec2", "elasticloadbalancing"].flatMap((service) => [
    `the endpoint of ${service} lacks the endpoints' security group`,
    `the endpoint of ${service} has no address in ap-southeast-1b`,
  ]);
  await expectProblems("bare endpoints", [
    ...problems,
    "private subnets have no route to the gateway endpoint of s3",
    "data.aws_lb_listener.http: no matching ELBv2 Listener found",
    "data.aws_lb_target_group.api: reading ELBv2 Target Groups: couldn't find resource",
  ]);
  expectExplained();
});

step(
  "DATA-01 a complete network has a plan that creates no resource in the VPC, and every output",
  async () => {
    await byHand.applyFixes(errors);
    const [loadBalancer] = (await sandbox.aws(
      "elbv2",
      "describe-load-balancers",
      ...["--names", NAMES.loadBalancer, "--query", "LoadBalancers"],
    )) as Record<"LoadBalancerArn" | "DNSName" | "CanonicalHostedZoneId", string>[];
    if (!loadBalancer) throw new Error("there is no load balancer");
    targetGroupArn = await byHand.makeListener(vpcId, loadBalancer.LoadBalancerArn);
    const groups = (await sandbox.aws(
      "ec2",
      "describe-security-groups",
      ...["--filters", `Name=vpc-id,Values=${vpcId}`, "--query", "SecurityGroups[].[GroupName, GroupId]"],
    )) as [string, string][];
    const group = (name: string) => groups.find(([each]) => each === name)?.[1];

    const plan = await network.plan("plan");
    const { resource_changes: resources = [], output_changes: outputChanges = {} } = await network.show(plan);
    await network.apply(plan);
    const outputs = await network.outputs();

    const endpoint = `http://${loadBalancer.DNSName}`;
    expect(outputs).toEqual({
      vpc_id: vpcId,
      vpc_cidr_block: "10.0.0.0/16",
      public_alb_subnet_ids: publicIds,
      private_workload_subnet_ids: privateIds,
      private_workload_subnet_ids_by_zone: { a: privateIds[0], b: privateIds[1] },
      alb_security_group_id: group("mlops-hybrid-alb-sg"),
      eks_nodes_security_group_id: group("mlops-hybrid-eks-nodes-sg"),
      eks_control_plane_security_group_id: group("mlops-hybrid-eks-control-plane-sg"),
      vpc_endpoints_security_group_id: group("mlops-hybrid-vpc-endpoints-sg"),
      s3_vpc_endpoint_id: endpointIds["s3"],
      ecr_api_vpc_endpoint_id: endpointIds["ecr.api"],
      alb_arn: loadBalancer.LoadBalancerArn,
      alb_dns_name: loadBalancer.DNSName,
      alb_zone_id: loadBalancer.CanonicalHostedZoneId,
      eks_api_target_group_arn: targetGroupArn,
      api_demo_config: {
        public_endpoint: endpoint,
        health_check: `${endpoint}/health`,
        predict_endpoint: `${endpoint}/predict`,
      },
    });
    expect(Object.keys(outputChanges).sort()).toEqual(Object.keys(outputs).sort());
    // A resource in the VPC would refer to it, or to a resource in it.
    const found = [
      vpcId,
      publicIds,
      privateIds,
      groups,
      Object.values(endpointIds),
      loadBalancer,
      targetGroupArn,
    ];
    const ids = JSON.stringify(found).match(/\b(vpc|subnet|sg|vpce)-[0-9a-f]{17}\b|arn:[^"]+/g) ?? [];
    const managed = resources
      .filter(({ mode }) => mode === "managed")
      .map(({ change }) => JSON.stringify(change));
    expect(ids.length).toBeGreaterThan(15);
    expect(managed.filter((change) => ids.some((id) => change.includes(id)))).toEqual([]);
    await expectNothingToDo(network);
  },
);

step("OPS-01 verify finds what the file declares of an existing network", async () => {
  const { code, findings } = await verified(sandbox, "network");
  expect(findings.filter(({ verdict }) => verdict !== "ok")).toEqual([]);
  expect(code).toBe(0);
  expect([...new Set(findings.map(({ area }) => area))]).toEqual([
    ...["VPC", "subnets", "routes", "network ACLs", "endpoints"],
  ]);
});

step("DATA-01 after its preparations, the file that adopt proposes has an empty plan", async () => {
  const { file, preparations, notes } = await adopted();
  expect(notes).toEqual([]);
  // AWS adds this rule to each group that is created by hand.
  expect(preparations.map(({ reason }) => reason)).toEqual(
    ["alb", "eks-nodes", "eks-control-plane", "vpc-endpoints"].map(
      (group) =>
        `mlops-hybrid-${group}-sg allows everything to the internet by the rule that AWS adds to a new group, and the checks refuse it`,
    ),
  );
  for (const { command } of preparations)
    await run({ program: "sh", args: ["-c", command], cwd: sandbox.folder, env: sandbox.variables });
  expect((await adopted()).preparations).toEqual([]);

  const byNames = sandbox.text;
  const { network: own, ...others } = file as Record<string, Record<string, unknown>>;
  sandbox.edit((yaml) => {
    for (const [key, value] of Object.entries(others)) yaml.setIn([key], value);
    for (const [key, value] of Object.entries(own ?? {})) yaml.setIn(["network", key], value);
  });
  await sandbox.synth();
  network.useLocalApi();
  await expectNothingToDo(network, "plan: adopted");
  // The next tests are about the form by names.
  writeFileSync(join(sandbox.folder, "environments", `${sandbox.environment}.yaml`), byNames);
  await sandbox.synth();
  network.useLocalApi();
});

step("DATA-01 the cluster is planned with the existing subnets and security groups", async () => {
  const cluster = sandbox.stack("cluster");
  cluster.useLocalApi();
  await cluster.init();
  const { resource_changes: changes = [] } = await cluster.show(await cluster.plan("plan"));
  const planned = changes.find(({ address }) => address === "aws_eks_cluster.main");
  const { eks_control_plane_security_group_id: group } = await network.outputs();
  expect(planned?.change.after?.["vpc_config"]).toMatchObject([
    { subnet_ids: [...privateIds].sort(), security_group_ids: [group] },
  ]);
});

step(
  "DATA-01 fails when the network is open to the internet beyond its declaration, and names each rule and route",
  async () => {
    const nodes = String((await network.outputs())["eks_nodes_security_group_id"]);
    const rule = await byHand.openToInternet(nodes, privateIds[0] ?? "");
    const table = (subnet: string) => `private subnet ${subnet} has a route by an internet gateway`;
    await expectProblems("open to the internet", [
      `mlops-hybrid-eks-nodes-sg admits the internet by ${rule}, which network.existing.rules does not declare`,
      ...NAMES.privateSubnets.flatMap((subnet) => [
        `${table(subnet)}, so one public address opens it to the internet`,
        `private subnet ${subnet} has a route to 0.0.0.0/0, network.egress says none; correct the file or the network`,
      ]),
    ]);
    await byHand.applyFixes(errors);
    await expectNothingToDo(network, "plan: closed again");
  },
);

step("DATA-01 fails when a subnet or an endpoint exists twice, and names it", async () => {
  const twin = await byHand.makeSubnet(vpcId, NAMES.publicSubnets[1], "10.0.3.0/24");
  await byHand.makeEndpoint(vpcId, "sts");
  const subnets = [publicIds[1], twin].sort().join(", ");
  await expectProblems("two of a subnet and an endpoint", [
    `expected exactly one subnet named mlops-hybrid-public-alb-ap-southeast-1b in the VPC, found ${subnets}`,
    "data.aws_vpc_endpoint.sts: multiple EC2 VPC Endpoints matched; use additional constraints to reduce matches to a single EC2 VPC Endpoint",
  ]);
  expectExplained();
});

step("DATA-01 fails when two VPCs have the name, and names both", async () => {
  const vpcs = [vpcId, await byHand.makeVpc()].sort().join(", ");
  await expectProblems("two VPCs", [
    `expected exactly one VPC named mlops-retail-forecast-hybrid-vpc in ap-southeast-1, found ${vpcs}`,
  ]);
});

/** The answer of `npx private-eks-inference adopt`. */
async function adopted() {
  const { stdout } = await run({
    program: process.execPath,
    args: [
      ...[join(ROOT, "bin/private-eks-inference.js"), "adopt", "--json"],
      ...["--vpc", NAMES.vpc, "--region", sandbox.region],
    ],
    cwd: ROOT,
    env: sandbox.variables,
  });
  return adoptSchema.parse(JSON.parse(stdout));
}
