import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { Route } from "@cdktf/provider-aws/lib/route";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { type StackJson, asObject } from "../../src/terraform-json/stack-json";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";
import "../support/terraform-matchers";

const RETAIL = "retail-forecast";
const text = planOf(RETAIL).text("network");
const stack = planOf(RETAIL).stack("network");

/** Environments whose network Terraform makes; the one that it finds has tests of its own. */
const MADE = ENVIRONMENTS.filter((name) => configWith(name).network.existing === undefined);
const networkOf = (environment: string): StackJson => planOf(environment).stack("network");

describe("the VPC", () => {
  test("NET-01 the VPC has the documents' name and range, DNS on, default tenancy and no IPv6", () => {
    expect(text).toHaveResourceWithProperties(Vpc, {
      cidr_block: "10.0.0.0/16",
      enable_dns_hostnames: true,
      enable_dns_support: true,
      instance_tenancy: "default",
      assign_generated_ipv6_cidr_block: false,
      tags: { Name: "mlops-retail-forecast-hybrid-vpc" },
    });
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

  test("NET-02 a public subnet gives no public address when nothing is said", () => {
    const plan = planWith(RETAIL, { network: { publicSubnets: { mapPublicIpOnLaunch: null } } });
    expect(plan.text("network")).not.toHaveResourceWithProperties(Subnet, { map_public_ip_on_launch: true });
  });

  test.each(MADE)(
    "NET-03 NET-06 %s: every subnet carries its role, its cluster and no other role",
    (environment) => {
      const { cluster } = configWith(environment);
      const subnets = networkOf(environment).resources("aws_subnet");
      expect(subnets.length).toBeGreaterThanOrEqual(4);
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

  test("NET-04 the internet gateway serves both public subnets by one route table", () => {
    expect(text).toHaveResourceWithProperties(InternetGateway, { tags: { Name: "mlops-hybrid-igw" } });
    expect(text).toHaveResourceWithProperties(RouteTable, { tags: { Name: "mlops-hybrid-public-alb-rt" } });
    expect(text).toHaveResourceWithProperties(Route, {
      route_table_id: "${aws_route_table.public.id}",
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: "${aws_internet_gateway.internet.id}",
    });
    for (const zone of ["a", "b"]) {
      expect(stack.find(`aws_route_table_association.public_${zone}`)?.config).toMatchObject({
        subnet_id: `\${aws_subnet.public_${zone}.id}`,
        route_table_id: "${aws_route_table.public.id}",
      });
    }
  });

  test("NET-05 private subnets share a route table that leads nowhere outside", () => {
    expect(stack.find("aws_route_table.private")?.config).toMatchObject({
      tags: { Name: "mlops-hybrid-private-workloads-rt" },
    });
    for (const zone of ["a", "b"]) {
      expect(stack.find(`aws_route_table_association.private_${zone}`)?.config).toMatchObject({
        subnet_id: `\${aws_subnet.private_${zone}.id}`,
        route_table_id: "${aws_route_table.private.id}",
      });
    }
    const routes = stack.resources("aws_route");
    expect(routes.length).toBeGreaterThan(0);
    expect(routes.filter(({ config }) => String(config["route_table_id"]).includes("private"))).toEqual([]);
    expect(stack.resources("aws_route_table").filter(({ config }) => "route" in config)).toEqual([]);
    expect(stack.resources("aws_nat_gateway")).toEqual([]);
  });

  test("NET-07 the default security group is adopted and left with no rules", () => {
    expect(text).toHaveResourceWithProperties(DefaultSecurityGroup, { vpc_id: "${aws_vpc.main.id}" });
    const group = stack.find("aws_default_security_group.default");
    expect(group).toBeDefined();
    expect(group?.config).not.toHaveProperty("ingress");
    expect(group?.config).not.toHaveProperty("egress");
  });

  test("NET-08 all traffic is logged to an encrypted group that is kept for days, by a role of its own", () => {
    expect(text).toHaveResourceWithProperties(CloudwatchLogGroup, {
      name: "VPCFlowLogs",
      retention_in_days: 30,
      kms_key_id: "${aws_kms_key.flow_logs_key.arn}",
    });
    expect(text).toHaveResourceWithProperties(FlowLog, {
      vpc_id: "${aws_vpc.main.id}",
      traffic_type: "ALL",
      log_destination_type: "cloud-watch-logs",
      log_destination: "${aws_cloudwatch_log_group.flow_logs.arn}",
      iam_role_arn: "${aws_iam_role.flow_logs.arn}",
    });
    const trust = String(stack.find("aws_iam_role.flow_logs")?.config["assume_role_policy"]);
    expect(JSON.parse(trust)).toMatchObject({
      Statement: [
        {
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
        },
      ],
    });
  });

  test("NET-08 the role writes to the flow logs' group and to no other", () => {
    const write = stack.find("aws_iam_role_policy.flow_logs")?.config;
    expect(write?.["role"]).toBe("${aws_iam_role.flow_logs.id}");
    expect(JSON.parse(String(write?.["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          Resource: [
            "${aws_cloudwatch_log_group.flow_logs.arn}",
            "${aws_cloudwatch_log_group.flow_logs.arn}:*",
          ],
        },
        { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
      ],
    });
  });

  test("NET-08 the key of the flow logs admits CloudWatch for this log group alone", () => {
    const policy = String(stack.find("aws_kms_key.flow_logs_key")?.config["policy"]);
    expect(policy).toContain("arn:aws:logs:ap-southeast-1:111122223333:log-group:VPCFlowLogs");
  });
});

describe("egress", () => {
  test("EKS-07 NET-05 a single NAT gateway serves all private subnets", () => {
    const single = planWith(RETAIL, { network: { egress: "single-nat" } }).stack("network");
    expect(single.resources("aws_nat_gateway").map(({ address }) => address)).toEqual([
      "aws_nat_gateway.main",
    ]);
    expect(single.find("aws_route.private_internet_main")?.config).toMatchObject({
      route_table_id: "${aws_route_table.private.id}",
      destination_cidr_block: "0.0.0.0/0",
      nat_gateway_id: "${aws_nat_gateway.main.id}",
    });
  });

  test("EKS-07 a NAT gateway in each zone gives each zone a route table of its own", () => {
    const perZone = networkOf("ml-inference-prod");
    for (const zone of ["a", "b"]) {
      expect(perZone.find(`aws_nat_gateway.${zone}`)?.config).toMatchObject({
        subnet_id: `\${aws_subnet.public_${zone}.id}`,
        allocation_id: `\${aws_eip.nat_${zone}.allocation_id}`,
      });
      expect(perZone.find(`aws_route.private_internet_${zone}`)?.config).toMatchObject({
        route_table_id: `\${aws_route_table.private_${zone}.id}`,
        nat_gateway_id: `\${aws_nat_gateway.${zone}.id}`,
      });
      expect(perZone.find(`aws_route_table_association.private_${zone}`)?.config).toMatchObject({
        route_table_id: `\${aws_route_table.private_${zone}.id}`,
      });
    }
    expect(perZone.resources("aws_nat_gateway")).toHaveLength(2);
  });

  test("EKS-07 NAT gateways wait for the internet gateway's route", () => {
    const gateways = MADE.flatMap((environment) => networkOf(environment).resources("aws_nat_gateway"));
    expect(gateways.length).toBeGreaterThan(1);
    for (const { config } of gateways) expect(config["depends_on"]).toEqual(["aws_route.public_internet"]);
  });

  test("NET-02 NET-03 a third zone adds its subnets and moves none", () => {
    const two = planOf("ml-inference-prod").stack("network");
    const three = planWith("ml-inference-prod", { network: { zones: ["a", "b", "c"] } }).stack("network");
    expect(two.resources("aws_subnet")).toHaveLength(4);
    expect(three.resources("aws_subnet")).toHaveLength(6);
    for (const { address, config } of two.resources("aws_subnet")) {
      expect(three.find(address)?.config).toEqual(config);
    }
  });
});

describe("network ACLs", () => {
  const prod = networkOf("ml-inference-prod");
  /** Rules of one ACL in short, in the order in which AWS applies them. */
  const aclRules = (of: StackJson, tier: string): string[] =>
    of
      .resources("aws_network_acl_rule")
      .filter(({ config }) => config["network_acl_id"] === `\${aws_network_acl.${tier}.id}`)
      .sort((a, b) => Number(a.config["rule_number"]) - Number(b.config["rule_number"]))
      .map(({ config }) => {
        const { protocol, from_port, to_port } = config;
        const ports = protocol === "-1" ? "all" : `${protocol} ${from_port}-${to_port}`;
        return `${config["egress"] ? "to" : "from"} ${config["cidr_block"]} ${ports}`;
      });

  test("NET-09 public subnets admit 80, 443 and return traffic", () => {
    expect(aclRules(prod, "public").sort()).toEqual([
      "from 0.0.0.0/0 tcp 1024-65535",
      "from 0.0.0.0/0 tcp 443-443",
      "from 0.0.0.0/0 tcp 80-80",
      "from 10.0.0.0/16 all",
      "to 0.0.0.0/0 tcp 1024-65535",
      "to 0.0.0.0/0 tcp 443-443",
      "to 10.0.0.0/16 all",
    ]);
  });

  test("NET-09 private subnets admit the VPC, the operators, the clients and what NAT fetches", () => {
    expect(aclRules(prod, "private").sort()).toEqual([
      "from 0.0.0.0/0 tcp 1024-65535",
      "from 10.0.0.0/16 all",
      "from 10.0.0.0/8 tcp 80-80",
      "from 10.64.0.0/16 tcp 443-443",
      "to 0.0.0.0/0 tcp 443-443",
      "to 10.0.0.0/16 all",
      "to 10.0.0.0/8 tcp 1024-65535",
      "to 10.64.0.0/16 tcp 1024-65535",
    ]);
  });

  test("NET-09 each tier's subnets are in its ACL, and only allowing rules stand there", () => {
    for (const tier of ["public", "private"]) {
      expect(prod.find(`aws_network_acl.${tier}`)?.config["subnet_ids"]).toEqual([
        `\${aws_subnet.${tier}_a.id}`,
        `\${aws_subnet.${tier}_b.id}`,
      ]);
    }
    const rules = prod.resources("aws_network_acl_rule");
    expect(rules.filter(({ config }) => config["rule_action"] !== "allow")).toEqual([]);
  });

  test("NET-09 without NAT the private ACL admits S3's own ranges, which Terraform reads at plan", () => {
    const isolated = planWith(RETAIL, { network: { networkAcls: true } }).stack("network");
    expect(isolated.find("data.aws_prefix_list.s3")?.config["name"]).toBe("com.amazonaws.ap-southeast-1.s3");
    const ranges = "data.aws_prefix_list.s3.cidr_blocks";
    for (const [direction, from, to] of [
      ["egress", 443, 443],
      ["ingress", 1024, 65535],
    ]) {
      expect(isolated.find(`aws_network_acl_rule.private_s3_${direction}`)?.config).toMatchObject({
        count: `\${length(${ranges})}`,
        cidr_block: `\${element(sort(${ranges}), count.index)}`,
        rule_number: "${(10000 + count.index)}",
        protocol: "tcp",
        from_port: from,
        to_port: to,
      });
    }
    expect(aclRules(isolated, "private")).not.toContain("to 0.0.0.0/0 tcp 443-443");
  });

  test("NET-09 there are none where nothing is said", () => {
    expect(stack.resources("aws_network_acl")).toEqual([]);
  });
});

test("OUT-01 the network exports what it made under the documents' names", () => {
  const values = Object.fromEntries(
    Object.entries(stack.outputs).map(([name, output]) => [name, asObject(output)["value"]]),
  );
  expect(values).toMatchObject({
    vpc_id: "${aws_vpc.main.id}",
    vpc_cidr_block: "10.0.0.0/16",
    public_alb_subnet_ids: ["${aws_subnet.public_a.id}", "${aws_subnet.public_b.id}"],
    private_workload_subnet_ids: ["${aws_subnet.private_a.id}", "${aws_subnet.private_b.id}"],
    alb_security_group_id: "${aws_security_group.alb.id}",
    eks_nodes_security_group_id: "${aws_security_group.nodes.id}",
    eks_control_plane_security_group_id: "${aws_security_group.control_plane.id}",
    s3_vpc_endpoint_id: "${aws_vpc_endpoint.s3.id}",
    ecr_api_vpc_endpoint_id: "${aws_vpc_endpoint.ecr_api.id}",
  });
});

test("TAG-01 everything in the network that the console lists has a name there", () => {
  const named = [Vpc, Subnet, SecurityGroup, VpcEndpoint, RouteTable, InternetGateway, FlowLog].map(
    (type): string => type.tfResourceType,
  );
  const resources = stack.resources().filter(({ type }) => named.includes(type));
  expect(resources.length).toBeGreaterThan(15);
  expect(resources.filter(({ config }) => !("Name" in asObject(config["tags"] ?? null)))).toEqual([]);
});
