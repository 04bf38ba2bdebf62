import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { Route } from "@cdktf/provider-aws/lib/route";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { asObject } from "../../../src/terraform/stack-json";
import { configWith } from "../../support/environments";
import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";
import { RETAIL, CREATED, networkOf } from "../network-stack";

const text = planOf(RETAIL).text("network");
const stack = networkOf(RETAIL);

test("NET-01 the VPC has the required name and range", () => {
  expect(text).toHaveResourceWithProperties(Vpc, {
    cidr_block: "10.0.0.0/16",
    tags: { Name: "mlops-retail-forecast-hybrid-vpc" },
  });
});

test("NET-01 the VPC has DNS on, default tenancy and no IPv6", () => {
  expect(text).toHaveResourceWithProperties(Vpc, {
    enable_dns_hostnames: true,
    enable_dns_support: true,
    instance_tenancy: "default",
    assign_generated_ipv6_cidr_block: false,
  });
});

test("NET-01 there is one VPC", () => {
  expect(stack.resources("aws_vpc")).toHaveLength(1);
});

test.each([
  ["public_a", "mlops-hybrid-public-alb-ap-southeast-1a", "ap-southeast-1a", "10.0.1.0/24"],
  ["public_b", "mlops-hybrid-public-alb-ap-southeast-1b", "ap-southeast-1b", "10.0.2.0/24"],
])("NET-02 NET-06 %s is a public subnet for load balancers", (key, name, zone, cidr) => {
  expect(stack.find(`aws_subnet.${key}`)?.config).toMatchObject({
    availability_zone: zone,
    cidr_block: cidr,
    map_public_ip_on_launch: true,
    tags: {
      Name: name,
      "kubernetes.io/role/elb": "1",
      "kubernetes.io/cluster/mlops-retail-cluster": "shared",
    },
  });
});

test.each([
  ["private_a", "mlops-eks-private-workloads-ap-southeast-1a", "ap-southeast-1a", "10.0.101.0/24"],
  ["private_b", "mlops-eks-private-workloads-ap-southeast-1b", "ap-southeast-1b", "10.0.102.0/24"],
])("NET-03 NET-06 %s is a private subnet for nodes and pods", (key, name, zone, cidr) => {
  expect(stack.find(`aws_subnet.${key}`)?.config).toMatchObject({
    availability_zone: zone,
    cidr_block: cidr,
    map_public_ip_on_launch: false,
    tags: {
      Name: name,
      "kubernetes.io/role/internal-elb": "1",
      "kubernetes.io/cluster/mlops-retail-cluster": "shared",
    },
  });
});

test("NET-02 a public subnet assigns no public addresses by default", () => {
  const plan = planWith(RETAIL, { network: { publicSubnets: { mapPublicIpOnLaunch: null } } });
  expect(plan.text("network")).not.toHaveResourceWithProperties(Subnet, { map_public_ip_on_launch: true });
});

test.each(CREATED)(
  "NET-03 NET-06 %s: every subnet has the tags of its role and its cluster, and of no other role",
  (environment) => {
    const { cluster } = configWith(environment);
    const subnets = networkOf(environment).resources("aws_subnet");
    // An internal load balancer needs no public subnet.
    expect(subnets.length).toBeGreaterThanOrEqual(2);
    for (const { name, config } of subnets) {
      const role = name.startsWith("public_") ? "elb" : "internal-elb";
      const roles = Object.keys(asObject(config["tags"])).filter((key) =>
        key.startsWith("kubernetes.io/role/"),
      );
      expect(roles).toEqual([`kubernetes.io/role/${role}`]);
      expect(config["tags"]).toHaveProperty([
        `kubernetes.io/cluster/${cluster.name ?? `${environment}-cluster`}`,
      ]);
    }
  },
);

test("NET-04 the internet gateway has its required name", () => {
  expect(text).toHaveResourceWithProperties(InternetGateway, { tags: { Name: "mlops-hybrid-igw" } });
});

test("NET-04 the public route table has its required name and a default route to the internet gateway", () => {
  expect(text).toHaveResourceWithProperties(RouteTable, { tags: { Name: "mlops-hybrid-public-alb-rt" } });
  expect(text).toHaveResourceWithProperties(Route, {
    route_table_id: "${aws_route_table.public.id}",
    destination_cidr_block: "0.0.0.0/0",
    gateway_id: "${aws_internet_gateway.internet.id}",
  });
});

test.each(["a", "b"])("NET-04 the public subnet of zone %s uses the public route table", (zone) => {
  expect(stack.find(`aws_route_table_association.public_${zone}`)?.config).toMatchObject({
    subnet_id: `\${aws_subnet.public_${zone}.id}`,
    route_table_id: "${aws_route_table.public.id}",
  });
});

test("NET-05 the private route table has its required name", () => {
  expect(stack.find("aws_route_table.private")?.config).toMatchObject({
    tags: { Name: "mlops-hybrid-private-workloads-rt" },
  });
});

test.each(["a", "b"])("NET-05 the private subnet of zone %s uses the private route table", (zone) => {
  expect(stack.find(`aws_route_table_association.private_${zone}`)?.config).toMatchObject({
    subnet_id: `\${aws_subnet.private_${zone}.id}`,
    route_table_id: "${aws_route_table.private.id}",
  });
});

test("NET-05 the private route table has no routes to the outside", () => {
  const routes = stack.resources("aws_route");
  expect(routes.length).toBeGreaterThan(0);
  expect(routes.filter(({ config }) => String(config["route_table_id"]).includes("private"))).toEqual([]);
  expect(stack.resources("aws_route_table").filter(({ config }) => "route" in config)).toEqual([]);
});

test("NET-05 there is no NAT gateway by default", () => {
  expect(stack.resources("aws_nat_gateway")).toEqual([]);
});

test("NET-07 the default security group is adopted and has no rules", () => {
  expect(text).toHaveResourceWithProperties(DefaultSecurityGroup, { vpc_id: "${aws_vpc.main.id}" });
  const group = stack.find("aws_default_security_group.default");
  expect(group).toBeDefined();
  expect(group?.config).not.toHaveProperty("ingress");
  expect(group?.config).not.toHaveProperty("egress");
});
