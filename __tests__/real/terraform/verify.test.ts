import { chain } from "./harness/chain";
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";
import { isUnknownAddon, runVerify, verified } from "./harness/verify";

const step = chain();
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await Sandbox.create("verify", "retail-forecast-option-b");
  await makePrerequisites(sandbox);
  await makeStateBucket(sandbox);
  await sandbox.synth();
});

/** The findings that are not as expected, as `area: name: found`. */
async function differences(layers = "network"): Promise<string[]> {
  const { code, findings: all } = await verified(sandbox, layers);
  const findings = layers.includes("cluster") ? all.filter((each) => !isUnknownAddon(each)) : all;
  const wrong = findings.filter(({ verdict }) => verdict !== "ok");
  if (all.length > findings.length) {
    expect(code).toBe(1);
    return wrong.map(({ area, name, found }) => `${area}: ${name}: ${found}`);
  }
  expect(code).toBe(wrong.some(({ verdict }) => verdict === "differs" || verdict === "unknown") ? 1 : 0);
  return wrong.map(({ area, name, found }) => `${area}: ${name}: ${found}`);
}

const ec2 = (...args: string[]) => sandbox.aws("ec2", ...args);

/** The first id in the answer of a call of EC2. */
async function idOf(query: string, ...args: string[]): Promise<string> {
  return String(await ec2(...args, "--query", query));
}

const vpcId = () =>
  idOf(
    "Vpcs[0].VpcId",
    "describe-vpcs",
    "--filters",
    "Name=tag:Name,Values=mlops-retail-forecast-hybrid-vpc",
  );

const tableId = (name: string) =>
  idOf("RouteTables[0].RouteTableId", "describe-route-tables", "--filters", `Name=tag:Name,Values=${name}`);

const PRIVATE = ["private_a 10.0.101.0/24", "private_b 10.0.102.0/24"];

step("OPS-01 before the first apply, the VPC and the cluster are absent", async () => {
  expect(await differences("network,cluster")).toEqual([
    "VPC: mlops-retail-forecast-hybrid-vpc: absent",
    "cluster: mlops-retail-cluster: absent",
  ]);
});

step("OPS-01 after an apply, every fact of network and cluster is as synthesized", async () => {
  for (const layer of ["network", "cluster"] as const) {
    const stack = sandbox.stack(layer);
    stack.useLocalApi();
    await stack.init();
    await stack.apply(await stack.plan("plan"));
  }
  const { findings } = await verified(sandbox, "network,cluster");
  expect(findings.filter((each) => each.verdict !== "ok" && !isUnknownAddon(each))).toEqual([]);
  expect(await differences("network")).toEqual([]);
  const areas = findings.map(({ area }) => area);
  expect([...new Set(areas)]).toEqual(["VPC", "subnets", "routes", "endpoints", "cluster"]);
});

step(
  "OPS-01 a route to the internet in a private subnet is a difference, and its removal ends it",
  async () => {
    const table = await tableId("mlops-hybrid-private-workloads-rt");
    const gateway = await idOf("InternetGateways[0].InternetGatewayId", "describe-internet-gateways");
    const route = ["--route-table-id", table, "--destination-cidr-block", "0.0.0.0/0"];
    await ec2("create-route", ...route, "--gateway-id", gateway);
    expect(await differences()).toEqual(
      PRIVATE.map((name) => `routes: ${name}: 0.0.0.0/0 by internet, gateway endpoint`),
    );
    await ec2("delete-route", ...route);
    expect(await differences()).toEqual([]);
  },
);

step("OPS-01 a lost association of a subnet and a lost gateway endpoint are differences", async () => {
  const table = await tableId("mlops-hybrid-private-workloads-rt");
  const association = await idOf(
    "RouteTables[0].Associations[0].RouteTableAssociationId",
    ...["describe-route-tables", "--route-table-ids", table],
  );
  await ec2("disassociate-route-table", "--association-id", association);
  const lost = await differences();
  expect(lost).toHaveLength(1);
  expect(lost[0]).toMatch(/^routes: private_[ab] .*: only inside the VPC$/);
  const endpoint = await idOf(
    "VpcEndpoints[0].VpcEndpointId",
    ...["describe-vpc-endpoints", "--filters", "Name=vpc-endpoint-type,Values=Gateway"],
  );
  await ec2("delete-vpc-endpoints", "--vpc-endpoint-ids", endpoint);
  const network = sandbox.stack("network");
  expect(await differences()).toContain("endpoints: s3 (gateway): absent");
  network.useLocalApi();
  await network.apply(await network.plan("plan: repair"), "apply: repair");
  expect(await differences()).toEqual([]);
});

step("OPS-01 host names of the VPC, and an endpoint that was made by hand, are compared", async () => {
  const vpc = await vpcId();
  await ec2("modify-vpc-attribute", "--vpc-id", vpc, "--no-enable-dns-hostnames");
  const service = `com.amazonaws.${sandbox.region}.sts`;
  const endpoint = await idOf(
    "VpcEndpoints[0].VpcEndpointId",
    ...["describe-vpc-endpoints", "--filters", `Name=service-name,Values=${service}`],
  );
  await ec2("delete-vpc-endpoints", "--vpc-endpoint-ids", endpoint);
  const hostNames = "VPC: mlops-retail-forecast-hybrid-vpc: enableDnsHostnames: off";
  expect(await differences()).toEqual([hostNames, "endpoints: sts (interface): absent"]);

  const subnet = await idOf(
    "Subnets[0].SubnetId",
    ...["describe-subnets", "--filters", "Name=cidr-block,Values=10.0.101.0/24"],
  );
  await ec2(
    ...["create-vpc-endpoint", "--vpc-id", vpc, "--service-name", service],
    ...["--vpc-endpoint-type", "Interface", "--subnet-ids", subnet, "--no-private-dns-enabled"],
  );
  const [, made] = await differences();
  expect(made).toMatch(
    /^endpoints: sts \(interface\): available, no private names, in 10\.0\.101\.0\/24(, \w+)?$/,
  );
});

step("OPS-01 a deleted node group is absent", async () => {
  const cluster = ["--cluster-name", "mlops-retail-cluster"];
  await sandbox.aws("eks", "delete-nodegroup", ...cluster, "--nodegroup-name", "general-a");
  expect(await differences("cluster")).toContain("cluster: node group general-a: absent");
});

step(
  "OPS-01 the load balancer of a demo is looked at while it exists, and its targets are counted",
  async () => {
    const layers = "models";
    const before = await verified(sandbox, layers);
    expect(before.findings.find(({ area }) => area === "load balancer")).toMatchObject({
      expected: "active while var.demo_enabled is true",
      found: "absent",
      verdict: "not verified",
    });
    expect(before.findings.find(({ area }) => area === "targets")).toMatchObject({
      found: "no pod is registered, and the load balancer answers 503",
      verdict: "differs",
    });
  },
);

step("OPS-01 credentials of another account are refused before anything is read", async () => {
  const other = await Sandbox.create("verify other", "mlapp");
  const { code, output } = await runVerify(sandbox, [], other.variables);
  expect(code).toBe(1);
  expect(output).toContain(`got account ${other.account}`);
});
