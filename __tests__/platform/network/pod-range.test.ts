import { CHECKS } from "../../../src/checks/all";
import { asObject, type JsonObject, jsonIn } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { found } from "../../support/findings";
import { PODS_APART, POD_RANGE, withPodRange } from "../../support/pod-range";

const plan = withPodRange();
const network = plan.stack("network");
/** A block of a layer by its address. */
function blockAt(of: typeof plan, layer: "network" | "cluster", address: string): JsonObject {
  const [type = ""] = address.split(".");
  const found = of
    .stack(layer)
    .resources(type)
    .find((each) => each.address === address);
  if (!found) throw new Error(`no ${address}`);
  return found.config;
}

const REGION = "ap-southeast-1";

test("the range is associated with the VPC, and each zone has an eighth of it", () => {
  const [association] = network.resources("aws_vpc_ipv4_cidr_block_association");
  expect(association).toMatchObject({
    address: "aws_vpc_ipv4_cidr_block_association.pods",
    config: { cidr_block: POD_RANGE, vpc_id: "${aws_vpc.main.id}" },
  });
  const subnets = network
    .resources("aws_subnet")
    .filter(({ address }) => address.startsWith("aws_subnet.pods"));
  expect(
    subnets.map(({ address, config }) => [address, config["cidr_block"], config["availability_zone"]]),
  ).toEqual([
    ["aws_subnet.pods_a", "100.64.0.0/19", `${REGION}a`],
    ["aws_subnet.pods_b", "100.64.32.0/19", `${REGION}b`],
  ]);
});

test("subnets of pods wait for the range, and no controller discovers them", () => {
  for (const zone of ["a", "b"]) {
    const config = blockAt(plan, "network", `aws_subnet.pods_${zone}`);
    expect(config["vpc_id"]).toBe("${aws_vpc_ipv4_cidr_block_association.pods.vpc_id}");
    expect(Object.keys(asObject(config["tags"])).filter((key) => key.startsWith("kubernetes.io"))).toEqual(
      [],
    );
    expect(config["map_public_ip_on_launch"]).toBe(false);
  }
});

test.each<[string, Record<string, string>]>([
  ["none", { a: "aws_route_table.private.id", b: "aws_route_table.private.id" }],
  ["nat-per-az", { a: "aws_route_table.private-a.id", b: "aws_route_table.private-b.id" }],
])("with egress %s they have the route tables of the nodes", (egress, tables) => {
  const other = planWith("retail-forecast", { network: { ...PODS_APART.network, egress } });
  for (const [zone, table] of Object.entries(tables)) {
    const pods = blockAt(other, "network", `aws_route_table_association.pods_${zone}`);
    const nodes = blockAt(other, "network", `aws_route_table_association.private_${zone}`);
    expect(pods["route_table_id"]).toBe(nodes["route_table_id"]);
    expect(String(pods["route_table_id"])).toContain(table.replace("private-", "private_"));
    expect(pods["subnet_id"]).toBe(`\${aws_subnet.pods_${zone}.id}`);
  }
});

test("the VPC CNI takes the subnet of the node's zone, with the groups of the node", () => {
  const config = blockAt(plan, "cluster", "aws_eks_addon.vpc_cni");
  const settings = asObject(jsonIn(config["configuration_values"]));
  expect(settings["env"]).toMatchObject({
    AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true",
    ENI_CONFIG_LABEL_DEF: "topology.kubernetes.io/zone",
  });
  expect(settings["env"]).not.toHaveProperty("AWS_VPC_K8S_CNI_EXTERNALSNAT");
  const { create, region, subnets } = asObject(settings["eniConfig"]);
  expect([create, region]).toEqual([true, REGION]);
  expect(Object.keys(asObject(subnets))).toEqual([`${REGION}a`, `${REGION}b`]);
  expect(asObject(asObject(subnets)[`${REGION}a`])).toEqual({
    id: expect.stringContaining("pod_subnet") as string,
  });
});

test("an apply replaces nodes when the range is added", () => {
  const userData = (each: typeof plan) =>
    each
      .stack("cluster")
      .resources("aws_launch_template")
      .map(({ config }) => config["user_data"]);
  expect(userData(plan)).not.toEqual(userData(planWith("retail-forecast", {})));
});

test("network ACLs hold both ranges", () => {
  const acls = planWith("ml-inference-prod", { network: { ...PODS_APART.network, networkAcls: true } });
  expect(blockAt(acls, "network", "aws_network_acl.private")["subnet_ids"]).toContain(
    "${aws_subnet.pods_a.id}",
  );
  expect(found(CHECKS, environmentPlan(acls)).filter((line) => /^network-acl/.test(line))).toEqual([]);
});

test("the VPC as client of a load balancer or of endpoints is both ranges", () => {
  const both = planWith("retail-forecast", {
    network: { ...PODS_APART.network, endpoints: { admitVpcCidr: true } },
    entry: { type: "terraform-alb", scheme: "internal", httpOnly: true },
  });
  const cidrs = (group: string) =>
    both
      .stack("network")
      .resources("aws_vpc_security_group_ingress_rule")
      .filter(({ address }) => address.includes(`.${group}_from`))
      .flatMap(({ config }) => config["cidr_ipv4"] ?? []);
  expect(cidrs("endpoints").sort()).toEqual(["10.0.0.0/16", POD_RANGE]);
  expect(cidrs("alb")).toEqual(expect.arrayContaining(["10.0.0.0/16", POD_RANGE]));
});

test("no check finds anything that it does not find without the range", () => {
  const lines = (each: typeof plan) => found(CHECKS, environmentPlan(each));
  const before = new Set(lines(planWith("retail-forecast", {})));
  expect(lines(plan).filter((line) => !before.has(line))).toEqual([]);
});
