import { COMPONENTS } from "../../../../src/parts/generated/registry";
import { type EndpointService } from "../../../../src/environment/endpoints";
import { composeEnvironment } from "../../../../src/platform/compose";
import { neededEndpoints } from "../../../../src/platform/needs";
import { neededRules } from "../../../../src/platform/needed-rules";
import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { configWith } from "../../../support/environments";
import { planWith } from "../../../support/changed-plans";
import { planOf } from "../../../support/reference-plans";

const CONSOLE = "retail-forecast-console";
const network = planOf(CONSOLE).stack("network");
const source = (address: string): JsonObject => {
  const found = network.find(`data.${address}`);
  if (!found) throw new Error(`the network stack has no data source ${address}`);
  return found.config;
};
const checks = (config: JsonObject, when = "postcondition"): JsonObject[] =>
  asArray(asObject(config["lifecycle"])[when]).map(asObject);
const messages = (config: JsonObject): string[] =>
  checks(config).map((check) => String(check["error_message"]));

test("DATA-01 an existing network has data sources and no resources", () => {
  expect(network.dataSources().length).toBeGreaterThan(30);
  expect(network.resources()).toEqual([]);
});

test("DATA-01 the VPC is found by its Name tag and then read by id", () => {
  expect(source("aws_vpcs.main")).toMatchObject({ tags: { Name: "mlops-retail-forecast-hybrid-vpc" } });
  expect(source("aws_vpc.main")).toMatchObject({ id: "${one(data.aws_vpcs.main.ids)}" });
});

test.each([
  ["public_a", "mlops-hybrid-public-alb-ap-southeast-1a"],
  ["public_b", "mlops-hybrid-public-alb-ap-southeast-1b"],
  ["private_a", "mlops-eks-private-workloads-ap-southeast-1a"],
  ["private_b", "mlops-eks-private-workloads-ap-southeast-1b"],
])("DATA-01 subnet %s is found by the Name tag %s within the VPC", (key, name) => {
  expect(source(`aws_subnets.${key}`)).toMatchObject({
    filter: [{ name: "vpc-id", values: ["${data.aws_vpc.main.id}"] }],
    tags: { Name: name },
  });
  expect(source(`aws_subnet.${key}`)).toMatchObject({ id: `\${one(data.aws_subnets.${key}.ids)}` });
});

test.each([
  ["alb", "mlops-hybrid-alb-sg"],
  ["nodes", "mlops-hybrid-eks-nodes-sg"],
  ["control_plane", "mlops-hybrid-eks-control-plane-sg"],
  ["endpoints", "mlops-hybrid-vpc-endpoints-sg"],
])("DATA-01 group %s is found by the name %s within the VPC", (key, name) => {
  expect(source(`aws_security_groups.${key}`)["filter"]).toEqual([
    { name: "vpc-id", values: ["${data.aws_vpc.main.id}"] },
    { name: "group-name", values: [name] },
  ]);
});

test("DATA-01 exactly the declared endpoints are read, by service within the VPC", () => {
  const services = network.dataSources("aws_vpc_endpoint").map(({ config }) => config["service_name"]);
  const declared = configWith(CONSOLE).network.existing?.endpoints ?? [];
  expect(services.sort()).toEqual(
    declared.map((service) => `com.amazonaws.ap-southeast-1.${service}`).sort(),
  );
  expect(services).not.toContain("com.amazonaws.ap-southeast-1.sagemaker.runtime");
});

describe("with a declared endpoint of SageMaker Runtime", () => {
  const endpoints = ["s3", "ecr.api", "sagemaker.runtime"];
  const stack = planWith(CONSOLE, { network: { existing: { endpoints } } }).stack("network");

  test("DATA-01 the SageMaker endpoint is read", () => {
    expect(stack.find("data.aws_vpc_endpoint.sagemaker_runtime")).toBeDefined();
  });

  test("DATA-01 the SageMaker endpoint is exported only if it is declared", () => {
    expect(stack.outputs).toHaveProperty("sagemaker_runtime_vpc_endpoint_id");
    expect(network.outputs).not.toHaveProperty("sagemaker_runtime_vpc_endpoint_id");
  });
});

test("DATA-01 every declared rule is verified on its own group", () => {
  const rules = configWith(CONSOLE).network.existing?.rules ?? [];
  const verified = network
    .dataSources("aws_security_group")
    .flatMap(({ config }) => messages(config))
    .filter((message) => message.includes(" has no "));
  expect(rules.length).toBeGreaterThan(10);
  expect(verified).toHaveLength(rules.length);
  expect(new Set(verified).size).toBe(rules.length);
});

test("DATA-01 each group is verified to have no undeclared rules from the internet", () => {
  const groups = network.dataSources("aws_security_group");
  expect(groups).toHaveLength(4);
  for (const { config } of groups) {
    const openings = messages(config).filter((message) => message.includes(" admits the internet by "));
    expect(openings).toHaveLength(1);
  }
});

test("DATA-01 the rules are read without the groups that depend on them, so there is no cycle", () => {
  const listed = JSON.stringify(source("aws_vpc_security_group_rules.rules"));
  expect(listed).toContain("one(data.aws_security_groups.nodes.ids)");
  expect(listed).not.toMatch(/data\.aws_security_group\./);
  expect(source("aws_vpc_security_group_rule.rules")["for_each"]).toBe(
    "${toset(coalesce(data.aws_vpc_security_group_rules.rules.ids, []))}",
  );
});

test("DATA-01 a private subnet without its own route table uses the VPC's main route table", () => {
  expect(source("aws_route_table.private_a")["route_table_id"]).toBe(
    "${coalesce(one(data.aws_route_tables.private_a.ids), data.aws_vpc.main.main_route_table_id)}",
  );
});

test("DATA-01 ALB and target group are found by name", () => {
  expect(source("aws_lb.demo")).toMatchObject({ name: "mlops-hybrid-api-demo-alb" });
  expect(source("aws_lb_target_group.api")).toMatchObject({ name: "mlops-hybrid-eks-api-tg" });
});

test.each([
  ["VPC", ["vpcs.main"]],
  ["subnet", ["subnets.public_a", "subnets.public_b", "subnets.private_a", "subnets.private_b"]],
  ["group", ["alb", "nodes", "control_plane", "endpoints"].map((group) => `security_groups.${group}`)],
])("DATA-01 Terraform fails where a name has no %s or several", (_what, searches) => {
  for (const search of searches) {
    expect(checks(source(`aws_${search}`)).map(({ condition }) => condition)).toEqual([
      "${length(self.ids) == 1}",
    ]);
  }
});

test.each([
  [
    "the VPC's range and DNS",
    "aws_vpc.main",
    ['${self.cidr_block == "10.0.0.0/16"}', "${self.enable_dns_support}", "${self.enable_dns_hostnames}"],
  ],
  [
    "a public subnet's zone, range and tags",
    "aws_subnet.public_b",
    [
      '${self.availability_zone == "ap-southeast-1b"}',
      '${self.cidr_block == "10.0.2.0/24"}',
      '${contains(["1",""], lookup(self.tags, "kubernetes.io/role/elb", "absent"))}',
      '${contains(["shared","owned"], lookup(self.tags, "kubernetes.io/cluster/mlops-retail-cluster", "absent"))}',
    ],
  ],
  [
    "a private subnet's zone, range and tags",
    "aws_subnet.private_a",
    [
      '${self.availability_zone == "ap-southeast-1a"}',
      '${self.cidr_block == "10.0.101.0/24"}',
      '${contains(["1",""], lookup(self.tags, "kubernetes.io/role/internal-elb", "absent"))}',
      '${contains(["shared","owned"], lookup(self.tags, "kubernetes.io/cluster/mlops-retail-cluster", "absent"))}',
    ],
  ],
  [
    "that no private subnet has a route to the internet",
    "aws_route_table.private_a",
    [
      '${!anytrue([for route in self.routes : try(startswith(route.gateway_id, "igw-"), false)])}',
      '${!contains(self.routes[*].cidr_block, "0.0.0.0/0")}',
    ],
  ],
  [
    "the route tables of the S3 endpoint",
    "aws_vpc_endpoint.s3",
    [
      "${length(setsubtract([data.aws_route_table.private_a.route_table_id, data.aws_route_table.private_b.route_table_id], self.route_table_ids)) == 0}",
    ],
  ],
  [
    "the ALB's VPC and group",
    "aws_lb.demo",
    [
      "${self.vpc_id == data.aws_vpc.main.id}",
      "${contains(self.security_groups, data.aws_security_group.alb.id)}",
    ],
  ],
  ["the protocol of the listener", "aws_lb_listener.http", ['${self.protocol == "HTTP"}']],
  [
    "that pods can be registered in the target group, and are healthy and reachable there",
    "aws_lb_target_group.api",
    [
      '${self.target_type == "ip" && self.protocol == "HTTP" && self.vpc_id == data.aws_vpc.main.id}',
      '${contains(["traffic-port", "8080"], self.health_check[0].port)}',
      '${self.health_check[0].path == "/health"}',
      "${contains(self.load_balancer_arns, data.aws_lb.demo.arn)}",
    ],
  ],
])("DATA-01 Terraform verifies %s", (_what, address, expected) => {
  const conditions = checks(source(address)).map(({ condition }) => condition);
  expect(conditions).toEqual(expect.arrayContaining(expected));
});

test("DATA-01 Terraform verifies private DNS, group and subnets of each interface endpoint", () => {
  const endpoints = network.dataSources("aws_vpc_endpoint").filter(({ name }) => name !== "s3");
  expect(endpoints.length).toBeGreaterThan(5);
  for (const { config } of endpoints) {
    expect(checks(config).map(({ condition }) => condition)).toEqual([
      "${self.private_dns_enabled}",
      "${contains(self.security_group_ids, data.aws_security_group.endpoints.id)}",
      '${contains([for id in self.subnet_ids : data.aws_subnet.vpc[id].availability_zone], "ap-southeast-1a")}',
      '${contains([for id in self.subnet_ids : data.aws_subnet.vpc[id].availability_zone], "ap-southeast-1b")}',
      expect.stringContaining("data.aws_subnet.vpc[id].cidr_block"),
    ]);
  }
});

test("DATA-01 before Terraform reads the ALB, it verifies that an ALB of this name exists", () => {
  expect(checks(source("aws_lb.demo"), "precondition")).toEqual([
    {
      condition:
        '${anytrue([for arn in data.aws_lbs.all.arns : strcontains(arn, ":loadbalancer/app/mlops-hybrid-api-demo-alb/")])}',
      error_message: expect.stringMatching(
        /^no ALB in ap-southeast-1 is named mlops-hybrid-api-demo-alb; run\n\n {4}aws elbv2 create-load-balancer /,
      ) as string,
    },
  ]);
});

test("DATA-01 without a host the HTTP listener of the ALB is verified", () => {
  expect(source("aws_lb_listener.http")).toMatchObject({ port: 80 });
});

test("DATA-01 without a host clients call the ALB's own name over HTTP", () => {
  expect(network.outputs["api_demo_config"]).toMatchObject({
    value: {
      public_endpoint: "http://${data.aws_lb.demo.dns_name}",
      health_check: "http://${data.aws_lb.demo.dns_name}/health",
      predict_endpoint: "http://${data.aws_lb.demo.dns_name}/predict",
    },
  });
});

describe("with a host", () => {
  const stack = planWith(CONSOLE, { entry: { host: "demo.example.com" } }).stack("network");

  test("DATA-01 the HTTPS listener of the ALB is verified", () => {
    expect(stack.find("data.aws_lb_listener.https")?.config).toMatchObject({ port: 443 });
  });

  test("DATA-01 clients call the host over HTTPS", () => {
    expect(stack.outputs["api_demo_config"]).toMatchObject({
      value: { public_endpoint: "https://demo.example.com" },
    });
  });
});

/** Each message that Terraform can fail with: its sentence and its command. */
const verifications = network.dataSources().flatMap(({ name, config }) =>
  [...checks(config, "precondition"), ...checks(config)].map(({ error_message }) => {
    const [sentence = "", ...commands] = String(error_message).split("\n\n    ");
    return { name, sentence, commands };
  }),
);

test("DATA-01 every check has a unique message", () => {
  const sentences = verifications.map(({ sentence }) => sentence);
  expect(sentences.length).toBeGreaterThan(50);
  expect(new Set(sentences).size).toBe(sentences.length);
});

test("DATA-01 every message contains the name or service of the resource", () => {
  const called = new Map([
    ["main", "mlops-retail-forecast-hybrid-vpc"],
    ["public_a", "mlops-hybrid-public-alb-ap-southeast-1a"],
    ["public_b", "mlops-hybrid-public-alb-ap-southeast-1b"],
    ["private_a", "mlops-eks-private-workloads-ap-southeast-1a"],
    ["private_b", "mlops-eks-private-workloads-ap-southeast-1b"],
    ["alb", "mlops-hybrid-alb-sg"],
    ["nodes", "mlops-hybrid-eks-nodes-sg"],
    ["control_plane", "mlops-hybrid-eks-control-plane-sg"],
    ["endpoints", "mlops-hybrid-vpc-endpoints-sg"],
    ["s3", "the gateway endpoint of s3"],
    ["ecr_api", "the endpoint of ecr.api"],
    ["ecr_dkr", "the endpoint of ecr.dkr"],
    ["logs", "the endpoint of logs"],
    ["sts", "the endpoint of sts"],
    ["ec2", "the endpoint of ec2"],
    ["elasticloadbalancing", "the endpoint of elasticloadbalancing"],
    ["demo", "mlops-hybrid-api-demo-alb"],
    ["http", "mlops-hybrid-api-demo-alb"],
    ["api", "mlops-hybrid-eks-api-tg"],
  ]);
  expect(new Set(verifications.map(({ name }) => name))).toEqual(new Set(called.keys()));
  for (const { name, sentence } of verifications) expect(sentence).toContain(called.get(name));
});

/** Messages that no command alone resolves: either the YAML file or the network is wrong. */
const isDecision = ({ sentence }: { sentence: string }): boolean =>
  /^(VPC|subnet|ALB|the listener of ALB|the endpoint of) \S+ (has the range|has addresses|is|on port) /.test(
    sentence,
  );

test("DATA-01 every message contains the command that fixes it, except where an operator must decide", () => {
  const fixable = verifications.filter((each) => !isDecision(each));
  expect(fixable.length).toBeGreaterThan(50);
  for (const { sentence, commands } of fixable) {
    expect([sentence, commands]).toEqual([
      sentence,
      [expect.stringMatching(/^aws (ec2|elbv2) [a-z-]+ --region ap-southeast-1 --[a-z]/)],
    ]);
  }
});

test("DATA-01 a message without a command names both options", () => {
  const sentences = verifications.filter(isDecision).map(({ sentence }) => sentence);
  expect(sentences.length).toBeGreaterThan(10);
  expect(sentences.filter((sentence) => !/; (correct|give|name) [^;]+$/.test(sentence))).toEqual([]);
});

test("DATA-01 an existing network has the outputs of a created one", () => {
  const created = Object.keys(planOf("retail-forecast").stack("network").outputs);
  const found = Object.keys(network.outputs);
  expect(created.length).toBeGreaterThan(5);
  expect(created.filter((name) => name !== "certificate_arn" && !found.includes(name))).toEqual([]);
  expect(found).toEqual(
    expect.arrayContaining(["alb_arn", "alb_dns_name", "alb_zone_id", "eks_api_target_group_arn"]),
  );
});

describe("the reference environment", () => {
  const config = configWith(CONSOLE);
  const composed = composeEnvironment(CONSOLE, config, COMPONENTS);
  const { existing } = config.network;

  test("DATA-01 the reference environment declares every endpoint that the platform uses", () => {
    const declared = new Set(existing?.endpoints);
    expect(neededEndpoints(composed)).not.toEqual([]);
    expect(
      neededEndpoints(composed).filter(({ service }) => !declared.has(service as EndpointService)),
    ).toEqual([]);
  });

  test("DATA-01 the reference environment declares every rule that the platform uses", () => {
    const used = neededRules(composed).map(({ group, direction, peer, port }) => ({
      group,
      direction,
      peer: Object.values(peer)[0],
      port,
    }));
    expect(used.length).toBeGreaterThan(5);
    expect(existing?.rules).toEqual(expect.arrayContaining(used));
  });
});
