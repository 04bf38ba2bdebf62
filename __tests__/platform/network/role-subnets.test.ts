import { CHECKS } from "../../../src/checks/all";
import { asObject, block, texts } from "../../../src/terraform/stack-json";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { found } from "../../support/findings";
import { ROLE_SUBNETS, withRoleSubnets } from "../../support/role-subnets";

const plan = withRoleSubnets();
type Plan = typeof plan;
const REGION = "ap-southeast-1";

const configOf = (of: Plan, layer: "network" | "cluster" | "models", address: string) =>
  of
    .stack(layer)
    .resources(address.slice(0, address.indexOf(".")))
    .find((each) => each.address === address)?.config ?? {};

const subnetIds = (of: Plan, address: string): string[] =>
  texts(configOf(of, "network", address)["subnet_ids"]);

/** Lines of checks that an environment without these subnets does not have. */
const newLines = (of: Plan, before: Plan): string[] => {
  const known = new Set(found(CHECKS, environmentPlan(before)));
  return found(CHECKS, environmentPlan(of)).filter((line) => !known.has(line));
};

/** The same in a VPC for more nodes. */
const BIG = {
  vpcCidr: "10.48.0.0/16",
  privateSubnets: { cidrs: ["10.48.0.0/19", "10.48.32.0/19"] },
  publicSubnets: null,
  loadBalancerSubnets: { cidrs: ["10.48.64.0/27", "10.48.64.32/27"] },
  controlPlaneSubnets: { cidrs: ["10.48.65.0/28", "10.48.65.16/28"] },
  endpointSubnets: { cidrs: ["10.48.66.0/27", "10.48.66.32/27"] },
};

const INTERNAL = { entry: { type: "terraform-alb", scheme: "internal", httpOnly: true } };

test.each([
  ["load_balancer", "loadBalancerSubnets"],
  ["control_plane", "controlPlaneSubnets"],
  ["endpoint", "endpointSubnets"],
] as const)("each zone has a subnet %s with the routes of its private subnet", (id, key) => {
  for (const [index, letter] of ["a", "b"].entries()) {
    const subnet = configOf(plan, "network", `aws_subnet.${id}_${letter}`);
    expect(subnet).toMatchObject({
      cidr_block: ROLE_SUBNETS[key].cidrs[index],
      availability_zone: `${REGION}${letter}`,
      vpc_id: "${aws_vpc.main.id}",
      map_public_ip_on_launch: false,
    });
    const association = configOf(plan, "network", `aws_route_table_association.${id}_${letter}`);
    expect(association["subnet_id"]).toBe(`\${aws_subnet.${id}_${letter}.id}`);
    expect(association["route_table_id"]).toBe(
      configOf(plan, "network", `aws_route_table_association.private_${letter}`)["route_table_id"],
    );
  }
});

test("controllers discover the subnets of load balancers in place of those of nodes", () => {
  const tagged = plan
    .stack("network")
    .resources("aws_subnet")
    .filter(({ config }) => "kubernetes.io/role/internal-elb" in asObject(config["tags"]))
    .map(({ address }) => address);
  expect(tagged).toEqual(["aws_subnet.load_balancer_a", "aws_subnet.load_balancer_b"]);
});

test("interface endpoints are in their subnets", () => {
  const interfaces = plan
    .stack("network")
    .resources("aws_vpc_endpoint")
    .filter(({ config }) => config["vpc_endpoint_type"] === "Interface");
  expect(interfaces.length).toBeGreaterThan(3);
  for (const { address } of interfaces) {
    expect(subnetIds(plan, address)).toEqual(["${aws_subnet.endpoint_a.id}", "${aws_subnet.endpoint_b.id}"]);
  }
});

test("interfaces of the control plane are in their subnets, and nodes in the private ones", () => {
  const { subnet_ids: ids } = block(configOf(plan, "cluster", "aws_eks_cluster.main")["vpc_config"]);
  expect(JSON.stringify(ids)).toMatch(/control_plane_subnet_id_a.*control_plane_subnet_id_b/);
  const nodes = plan.stack("cluster").resources("aws_eks_node_group");
  expect(nodes.length).toBeGreaterThan(0);
  for (const { config } of nodes) {
    expect(JSON.stringify(config["subnet_ids"])).toContain("private_workload_subnet_ids_by_zone");
  }
});

test("an internal load balancer is in its subnets, of Terraform or of the controller", () => {
  const alb = plan.stack("network").resources("aws_lb")[0];
  expect(texts(alb?.config["subnets"])).toEqual([
    "${aws_subnet.load_balancer_a.id}",
    "${aws_subnet.load_balancer_b.id}",
  ]);
  const ingress = planWith("retail-forecast", {
    network: ROLE_SUBNETS,
    entry: { type: "ingress", scheme: "internal", httpOnly: true },
  });
  const [first] = ingress.stack("models").resources("kubernetes_ingress_v1");
  expect(JSON.stringify(first?.config)).toMatch(/kubernetes\.io\/subnets":"[^}]*load_balancer_subnet_ids/);
});

test("network policies admit load balancers and endpoints by the ranges of their subnets", () => {
  const policies = JSON.stringify(plan.stack("models").resources("kubernetes_network_policy_v1"));
  for (const key of ["loadBalancerSubnets", "endpointSubnets"] as const)
    for (const cidr of ROLE_SUBNETS[key].cidrs) expect(policies).toContain(`"cidr":"${cidr}"`);
  for (const cidr of ROLE_SUBNETS.privateSubnets.cidrs) expect(policies).not.toContain(cidr);
});

test("network ACLs of private subnets hold those of roles", () => {
  const acls = withRoleSubnets("retail-forecast", { networkAcls: true });
  expect(
    subnetIds(acls, "aws_network_acl.private").map((id) => id.replace(/^\$\{aws_subnet\.|\.id\}$/g, "")),
  ).toEqual([
    "private_a",
    "private_b",
    "load_balancer_a",
    "load_balancer_b",
    "control_plane_a",
    "control_plane_b",
    "endpoint_a",
    "endpoint_b",
  ]);
  expect(found(CHECKS, environmentPlan(acls)).filter((line) => line.startsWith("network-acl"))).toEqual([]);
});

test("subnets without a key leave their programs in the private subnets", () => {
  const some = withRoleSubnets("retail-forecast", {
    loadBalancerSubnets: null,
    endpointSubnets: null,
  });
  expect(JSON.stringify(configOf(some, "network", "aws_vpc_endpoint.ecr_api"))).toContain(
    "aws_subnet.private_a",
  );
  expect(configOf(some, "network", "aws_subnet.private_a")["tags"]).toHaveProperty([
    "kubernetes.io/role/internal-elb",
  ]);
});

test("no check finds anything that it does not find without them", () => {
  expect(newLines(plan, planWith("retail-forecast", INTERNAL))).toEqual([]);
  const big = withRoleSubnets("ml-platform", BIG);
  expect(newLines(big, planWith("ml-platform", {}))).toEqual([]);
});

describe("checks judge subnets by role", () => {
  const lines = (edit: Parameters<typeof altered>[1]): string => {
    const known = new Set(found(CHECKS, environmentPlan(plan)));
    return found(CHECKS, altered(plan, edit))
      .filter((line) => !known.has(line))
      .join("\n");
  };
  const subnets = ({ network }: { network: Editable }): Editable =>
    network["resource"].aws_subnet as Editable;

  test("load-balancer-subnets finds a zone in which controllers discover two subnets", () => {
    expect(
      lines((stacks) => (subnets(stacks)["private_a"].tags["kubernetes.io/role/internal-elb"] = "1")),
    ).toMatch(/load-balancer-subnets.*2 subnets of ap-southeast-1a/);
  });

  test("load-balancer-subnets finds a zone in which controllers discover none", () => {
    expect(
      lines((stacks) => delete subnets(stacks)["load_balancer_a"].tags["kubernetes.io/role/internal-elb"]),
    ).toMatch(/load-balancer-subnets.*kubernetes\.io\/role\/internal-elb/);
  });

  test("a policy with the range of another subnet than that of the load balancer is found", () => {
    const elsewhere = (text: string): string => text.replaceAll("10.40.2.32/27", "10.40.3.0/28");
    expect(
      lines(({ models }) => {
        models["resource"] = JSON.parse(elsewhere(JSON.stringify(models["resource"]))) as Editable;
      }),
    ).toMatch(/10\.40\.2\.32\/27|load_balancer_b/);
  });

  test("addresses of a /28 are counted for the control plane", () => {
    expect(lines((stacks) => (subnets(stacks)["control_plane_a"].cidr_block = "10.40.3.0/29"))).toMatch(
      /subnet-addresses aws_subnet\.control_plane_a/,
    );
  });
});
