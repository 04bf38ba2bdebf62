import {
  albChecks,
  albExistsCheck,
  targetGroupChecks,
} from "../../../src/constructs/existing-network/alb-checks";
import { awsCommand, tagCommand } from "../../../src/constructs/existing-network/aws-command";
import { type Check, foundOnce } from "../../../src/constructs/existing-network/check";
import {
  interfaceEndpointChecks,
  s3EndpointCheck,
} from "../../../src/constructs/existing-network/endpoint-checks";
import {
  type DeclaredRule,
  type RuleSurroundings,
  openingCheck,
  ruleCheck,
} from "../../../src/constructs/existing-network/rule-checks";
import {
  type ExpectedSubnet,
  privateRouteChecks,
  subnetChecks,
} from "../../../src/constructs/existing-network/subnet-checks";
import { vpcChecks } from "../../../src/constructs/existing-network/vpc-checks";

const region = "ap-southeast-1";

/** The last line of a message, which is the command that ends the problem. */
const command = ({ errorMessage }: Check): string => errorMessage.split("\n").at(-1)?.trim() ?? "";
const conditions = (checks: readonly Check[]): string[] => checks.map((check) => check.condition);

describe("AWS commands", () => {
  test("DATA-01 a name with blanks or quotes stays one word for the shell", () => {
    expect(tagCommand(region, "vpc-1", "Name", "Bob's VPC")).toBe(
      "aws ec2 create-tags --region ap-southeast-1 --resources vpc-1 --tags 'Key=Name,Value=Bob'\\''s VPC'",
    );
  });

  test("DATA-01 templates that Terraform fills with ids are not quoted, however they are nested", () => {
    expect(awsCommand(region, "ec2 x", { ids: '${join(" ", setsubtract([${a.id}], self.ids))}' })).toBe(
      'aws ec2 x --region ap-southeast-1 --ids ${join(" ", setsubtract([${a.id}], self.ids))}',
    );
  });

  test("DATA-01 user text that looks like a template is quoted", () => {
    expect(awsCommand(region, "ec2 x", { name: "$${file(1)}" })).toContain("--name '$${file(1)}'");
  });

  test("DATA-01 each of several values is a word, and an option without value stands alone", () => {
    expect(awsCommand(region, "ec2 x", { subnets: ["a", "b"], enabled: [] })).toBe(
      "aws ec2 x --region ap-southeast-1 --subnets a b --enabled",
    );
  });
});

describe("what is found by name", () => {
  test("DATA-01 none or several matches stop the plan with what was looked for and what was found", () => {
    const check = foundOnce("VPC named demo", "aws ec2 create-tags");
    expect(check.condition).toBe("${length(self.ids) == 1}");
    expect(check.errorMessage).toContain(
      'expected exactly one VPC named demo, found ${length(self.ids) == 0 ? "none" : join(", ", sort(self.ids))};',
    );
    expect(command(check)).toBe("aws ec2 create-tags");
  });
});

describe("the VPC", () => {
  const checks = vpcChecks({ region, name: "demo", cidr: "10.0.0.0/16" });

  test("DATA-01 its range and both DNS attributes are verified", () => {
    expect(conditions(checks)).toEqual([
      '${self.cidr_block == "10.0.0.0/16"}',
      "${self.enable_dns_support}",
      "${self.enable_dns_hostnames}",
    ]);
  });

  test("DATA-01 the commands turn the attributes on", () => {
    expect(checks.slice(1).map(command)).toEqual([
      "aws ec2 modify-vpc-attribute --region ap-southeast-1 --vpc-id ${self.id} --enable-dns-support Value=true",
      "aws ec2 modify-vpc-attribute --region ap-southeast-1 --vpc-id ${self.id} --enable-dns-hostnames Value=true",
    ]);
  });
});

describe("subnets", () => {
  const SUBNET: ExpectedSubnet = {
    region,
    name: "workloads-ap-southeast-1a",
    tier: "private",
    availabilityZone: "ap-southeast-1a",
    cidr: "10.0.101.0/24",
    clusterName: "retail",
    tags: [],
  };
  const tagKeys = (change: Partial<ExpectedSubnet>): (string | undefined)[] =>
    subnetChecks({ ...SUBNET, ...change })
      .slice(2)
      .map((check) => /lookup\(self\.tags, "([^"]+)"/.exec(check.condition)?.[1]);

  test("DATA-01 zone and range are verified", () => {
    expect(conditions(subnetChecks(SUBNET))).toEqual([
      '${self.availability_zone == "ap-southeast-1a"}',
      '${self.cidr_block == "10.0.101.0/24"}',
    ]);
  });

  test("DATA-01 a declared role tag is verified on the subnets that it is for", () => {
    const tags = ["kubernetes.io/role/elb", "kubernetes.io/role/internal-elb"] as const;
    expect(tagKeys({ tags, tier: "private" })).toEqual(["kubernetes.io/role/internal-elb"]);
    expect(tagKeys({ tags, tier: "public" })).toEqual(["kubernetes.io/role/elb"]);
  });

  test("DATA-01 the cluster's tag is verified on every subnet, shared or owned", () => {
    const [check] = subnetChecks({ ...SUBNET, tags: ["kubernetes.io/cluster"] }).slice(2);
    expect(check?.condition).toBe(
      '${contains(["shared","owned"], lookup(self.tags, "kubernetes.io/cluster/retail", "absent"))}',
    );
    expect(command(check as Check)).toBe(
      "aws ec2 create-tags --region ap-southeast-1 --resources ${self.id} --tags Key=kubernetes.io/cluster/retail,Value=shared",
    );
  });

  test("DATA-01 without egress a private route table must not lead out, with it it must", () => {
    const [, none] = privateRouteChecks(region, "a", "none") as [Check, Check];
    expect(none.condition).toBe('${!contains(self.routes[*].cidr_block, "0.0.0.0/0")}');
    expect(command(none)).toContain("aws ec2 delete-route");
    const [, nat] = privateRouteChecks(region, "a", "single-nat") as [Check, Check];
    expect(nat.condition).toBe('${contains(self.routes[*].cidr_block, "0.0.0.0/0")}');
    expect(command(nat)).toContain("aws ec2 create-route");
  });

  test.each(["none", "single-nat"] as const)(
    "DATA-01 with egress %s no route of a private table is by an internet gateway",
    (egress) => {
      const [gateway] = privateRouteChecks(region, "a", egress) as [Check, Check];
      expect(gateway.condition).toBe(
        '${!anytrue([for route in self.routes : try(startswith(route.gateway_id, "igw-"), false)])}',
      );
      expect(gateway.errorMessage).toContain("private subnet a has a route by an internet gateway");
    },
  );
});

describe("endpoints", () => {
  test("DATA-01 an interface endpoint has private DNS, the endpoints' group and every private subnet", () => {
    const checks = interfaceEndpointChecks({
      region,
      service: "ecr.api",
      securityGroupId: "sg.id",
      subnetIds: ["a.id", "b.id"],
    });
    expect(conditions(checks)).toEqual([
      "${self.private_dns_enabled}",
      "${contains(self.security_group_ids, sg.id)}",
      "${length(setsubtract([a.id, b.id], self.subnet_ids)) == 0}",
    ]);
    expect(checks.map((check) => command(check).split("${self.id} ")[1])).toEqual([
      "--private-dns-enabled",
      "--add-security-group-ids sg.id",
      '--add-subnet-ids ${join(" ", setsubtract([a.id, b.id], self.subnet_ids))}',
    ]);
    expect(checks.filter((check) => !check.errorMessage.includes("ecr.api"))).toEqual([]);
  });

  test("DATA-01 the S3 gateway stands in the route table of each private subnet", () => {
    const check = s3EndpointCheck(region, ["a.id", "b.id"]);
    expect(check.condition).toBe("${length(setsubtract([a.id, b.id], self.route_table_ids)) == 0}");
    expect(command(check)).toContain("--add-route-table-ids ${join(");
  });
});

const AROUND: RuleSurroundings = {
  region,
  groupNames: { alb: "x-alb-sg", nodes: "x-nodes-sg", "control-plane": "x-cp-sg", endpoints: "x-ep-sg" },
  groupIds: { alb: "alb.id", nodes: "nodes.id", "control-plane": "cp.id", endpoints: "ep.id" },
  s3PrefixListId: "pl.id",
  rules: "data.rules",
};

describe("security-group rules", () => {
  const check = (rule: DeclaredRule): Check => ruleCheck(rule, AROUND);

  test("DATA-01 a rule between groups is found by group, direction, peer and port", () => {
    const found = check({ group: "nodes", direction: "ingress", peer: "alb", port: 8080 });
    expect(found.condition).toBe(
      "${anytrue([for rule in data.rules : rule.security_group_id == self.id && !rule.is_egress" +
        ' && rule.referenced_security_group_id == alb.id && (rule.ip_protocol == "-1" || rule.ip_protocol == "tcp"' +
        " && try(rule.from_port <= 8080 && rule.to_port >= 8080, false))])}",
    );
    expect(found.errorMessage).toMatch(/^x-nodes-sg has no ingress rule for TCP port 8080 from x-alb-sg,/);
    expect(command(found)).toBe(
      "aws ec2 authorize-security-group-ingress --region ap-southeast-1 --group-id ${self.id} --ip-permissions 'IpProtocol=tcp,FromPort=8080,ToPort=8080,UserIdGroupPairs=[{GroupId=alb.id}]'",
    );
  });

  test("DATA-01 a rule for all traffic is not satisfied by one for a port", () => {
    const found = check({ group: "nodes", direction: "egress", peer: "nodes", port: "all" });
    expect(found.condition).toContain(
      'rule.is_egress && rule.referenced_security_group_id == nodes.id && rule.ip_protocol == "-1"])}',
    );
    expect(command(found)).toContain("'IpProtocol=-1,UserIdGroupPairs=[{GroupId=nodes.id}]'");
  });

  test("DATA-01 S3 is the peer by its prefix list", () => {
    const found = check({ group: "nodes", direction: "egress", peer: "s3", port: 443 });
    expect(found.condition).toContain("rule.prefix_list_id == pl.id");
    expect(command(found)).toContain("PrefixListIds=[{PrefixListId=pl.id}]");
  });

  test("DATA-01 a group of another owner, such as a runner's, is the peer by its id", () => {
    const found = check({
      group: "control-plane",
      direction: "ingress",
      peer: "sg-0123456789abcdef0",
      port: 443,
    });
    expect(found.condition).toContain('rule.referenced_security_group_id == "sg-0123456789abcdef0"');
    expect(command(found)).toContain("UserIdGroupPairs=[{GroupId=sg-0123456789abcdef0}]");
  });

  test("DATA-01 a range is the peer as it is written", () => {
    const found = check({ group: "control-plane", direction: "ingress", peer: "10.20.0.0/24", port: 443 });
    expect(found.condition).toContain('rule.cidr_ipv4 == "10.20.0.0/24"');
    expect(command(found)).toContain("IpRanges=[{CidrIp=10.20.0.0/24}]");
  });
});

describe("openings", () => {
  const internet = (port: DeclaredRule["port"], group: DeclaredRule["group"] = "alb"): DeclaredRule => ({
    group,
    direction: "ingress",
    peer: "0.0.0.0/0",
    port,
  });
  const OWN = "rule.security_group_id == self.id && !rule.is_egress";
  const WIDE =
    'try(endswith(rule.cidr_ipv6, "/0"), false) || try(tonumber(split("/", rule.cidr_ipv4)[1]) < 8, false)';
  const undeclared = (rules: readonly DeclaredRule[]): string | undefined =>
    /^\$\{!anytrue\(\[for rule in data\.rules : (.*)\]\)\}$/.exec(
      openingCheck("alb", rules, AROUND).condition,
    )?.[1];

  test("DATA-01 where nothing is declared, every rule that admits the internet is one too many", () => {
    expect(undeclared([])).toBe(`${OWN} && (${WIDE})`);
  });

  test("DATA-01 a declared port is let through, alone", () => {
    expect(undeclared([internet(80), internet(443, "nodes"), { ...internet(22), peer: "10.0.0.0/8" }])).toBe(
      `${OWN} && (${WIDE}) && !(rule.ip_protocol == "tcp" && try(rule.from_port == 80 && rule.to_port == 80, false))`,
    );
  });

  test("DATA-01 what is declared for all ports is let through for all", () => {
    expect(undeclared([internet("all")])).toBe(`${OWN} && (${WIDE}) && !(true)`);
  });

  test("DATA-01 the command names each rule that is too many", () => {
    const check = openingCheck("alb", [], AROUND);
    expect(check.errorMessage).toMatch(/^x-alb-sg admits the internet by \$\{join\(" ", /);
    expect(command(check)).toBe(
      `aws ec2 revoke-security-group-ingress --region ap-southeast-1 --group-id \${self.id} --security-group-rule-ids \${join(" ", [for rule in data.rules : rule.security_group_rule_id if ${OWN} && (${WIDE})])}`,
    );
  });
});

describe("the load balancer", () => {
  const ALB = {
    region,
    name: "demo-alb",
    vpcId: "vpc.id",
    internal: false,
    subnetIds: ["a.id", "b.id"],
    securityGroupId: "alb.id",
  };

  test("DATA-01 an ALB that does not exist is named, with the command that makes it", () => {
    const check = albExistsCheck(ALB, "data.aws_lbs.all");
    expect(check.condition).toBe(
      '${anytrue([for arn in data.aws_lbs.all.arns : strcontains(arn, ":loadbalancer/app/demo-alb/")])}',
    );
    expect(command(check)).toMatch(
      /^aws elbv2 create-load-balancer .* --subnets a\.id b\.id --security-groups alb\.id$/,
    );
  });

  test("DATA-01 the ALB stands in the VPC and carries the group whose rules lead to the pods", () => {
    expect(conditions(albChecks(ALB))).toEqual([
      "${self.vpc_id == vpc.id}",
      "${contains(self.security_groups, alb.id)}",
      "${!self.internal}",
      "${length(setsubtract(self.subnets, [a.id, b.id])) == 0}",
    ]);
  });

  test("DATA-01 an internal ALB is verified to be one", () => {
    const internal = albChecks({ ...ALB, internal: true });
    expect(conditions(internal)).toContain("${self.internal}");
    expect(internal.map(({ errorMessage }) => errorMessage)).toContainEqual(
      expect.stringMatching(/^ALB demo-alb is internet-facing, entry\.scheme says internal;/),
    );
  });

  test("DATA-01 the target group takes pods, and checks health where the model answers", () => {
    const checks = targetGroupChecks({
      region,
      name: "demo-tg",
      port: 8080,
      healthPath: "/health",
      vpcId: "vpc.id",
      loadBalancerArn: "alb.arn",
    });
    expect(conditions(checks)).toEqual([
      '${self.target_type == "ip" && self.protocol == "HTTP" && self.vpc_id == vpc.id}',
      '${contains(["traffic-port", "8080"], self.health_check[0].port)}',
      '${self.health_check[0].path == "/health"}',
      "${contains(self.load_balancer_arns, alb.arn)}",
    ]);
    expect(checks.slice(1, 3).map((check) => command(check).split("${self.arn} ")[1])).toEqual([
      "--health-check-port traffic-port",
      "--health-check-path /health",
    ]);
  });
});
