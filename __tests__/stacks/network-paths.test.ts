import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { neededEndpoints } from "../../src/config/components";
import { type StackJson, type SynthesizedResource, asObject } from "../../src/terraform-json/stack-json";
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

const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";
const rulesOf = (of: StackJson): SynthesizedResource[] => [...of.resources(INGRESS), ...of.resources(EGRESS)];

/** Rules of one group in short, such as `from alb tcp 8080`; `all` is every protocol and port. */
function rulesOfGroup(of: StackJson, group: string): string[] {
  const groupName = (reference: unknown): string =>
    /aws_security_group\.(\w+)\.id/.exec(String(reference))?.[1] ?? "";
  return rulesOf(of)
    .filter(({ config }) => groupName(config["security_group_id"]) === group)
    .map(({ type, config }) => {
      const peer =
        groupName(config["referenced_security_group_id"]) ||
        (config["prefix_list_id"]
          ? "s3"
          : String(config["cidr_ipv4"] ?? config["referenced_security_group_id"]));
      const port = config["ip_protocol"] === "-1" ? "all" : `${config["ip_protocol"]} ${config["from_port"]}`;
      expect(config["to_port"]).toBe(config["from_port"]);
      return `${type === INGRESS ? "from" : "to"} ${peer} ${port}`;
    })
    .sort();
}

describe("security groups", () => {
  test.each([
    ["SG-01", "alb", "mlops-hybrid-alb-sg"],
    ["SG-02", "nodes", "mlops-hybrid-eks-nodes-sg"],
    ["SG-03", "control_plane", "mlops-hybrid-eks-control-plane-sg"],
    ["SG-04", "endpoints", "mlops-hybrid-vpc-endpoints-sg"],
  ])("%s group %s has the name %s", (_row, key, name) => {
    expect(stack.find(`aws_security_group.${key}`)?.config).toMatchObject({
      name,
      vpc_id: "${aws_vpc.main.id}",
      tags: { Name: name },
    });
  });

  test("SG-01 the load balancer takes 80 and 443 from anywhere and reaches nodes on the models' port alone", () => {
    expect(rulesOfGroup(stack, "alb")).toEqual([
      "from 0.0.0.0/0 tcp 443",
      "from 0.0.0.0/0 tcp 80",
      "to nodes tcp 8080",
    ]);
  });

  test("SG-01 SG-02 each distinct port of the models is admitted once", () => {
    const onNodes = planWith("mlapp", { cluster: { fargate: false } }).stack("network");
    const rules = rulesOfGroup(onNodes, "alb");
    expect(rules.filter((rule) => rule.startsWith("to"))).toEqual(["to nodes tcp 8000", "to nodes tcp 8501"]);
    expect(rulesOfGroup(onNodes, "nodes")).toEqual(
      expect.arrayContaining(["from alb tcp 8000", "from alb tcp 8501"]),
    );
  });

  test("FAR-01 with Fargate nodes admit no model port: the pods carry another group", () => {
    const rules = [...rulesOfGroup(networkOf("mlapp"), "alb"), ...rulesOfGroup(networkOf("mlapp"), "nodes")];
    expect(rules).not.toEqual([]);
    expect(rules.filter((rule) => /8000|8501/.test(rule))).toEqual([]);
  });

  test("SG-01 plain HTTP opens port 80 alone", () => {
    const entry = { type: "ingress", scheme: "internet-facing", httpOnly: true };
    const rules = rulesOfGroup(
      planWith(RETAIL, { entry: { ...entry, certificateArn: null } }).stack("network"),
      "alb",
    );
    expect(rules).toEqual(["from 0.0.0.0/0 tcp 80", "to nodes tcp 8080"]);
  });

  test("SG-02 nodes talk to themselves, the control plane, the endpoints and S3, and to nobody else", () => {
    expect(rulesOfGroup(stack, "nodes")).toEqual([
      "from alb tcp 8080",
      "from control_plane tcp 10250",
      "from control_plane tcp 10251",
      "from control_plane tcp 9443",
      "from nodes all",
      "to control_plane tcp 443",
      "to endpoints tcp 443",
      "to nodes all",
      "to s3 tcp 443",
    ]);
  });

  test("SG-02 the S3 rule names the prefix list of the gateway endpoint", () => {
    expect(stack.find(`${EGRESS}.nodes_to_s3_443`)?.config["prefix_list_id"]).toBe(
      "${aws_vpc_endpoint.s3.prefix_list_id}",
    );
  });

  test("SG-03 the control plane takes the API from nodes and operators and reaches declared ports of nodes", () => {
    expect(rulesOfGroup(stack, "control_plane")).toEqual([
      "from 10.20.0.0/24 tcp 443",
      "from nodes tcp 443",
      "to nodes tcp 10250",
      "to nodes tcp 10251",
      "to nodes tcp 9443",
    ]);
  });

  test("SG-04 endpoints take HTTPS from nodes and open no connection", () => {
    expect(rulesOfGroup(stack, "endpoints")).toEqual(["from nodes tcp 443"]);
  });

  test("SG-04 the VPC's range reaches the endpoints where the file says so", () => {
    const open = planWith(RETAIL, { network: { endpoints: { admitVpcCidr: true } } }).stack("network");
    expect(rulesOfGroup(open, "endpoints")).toEqual(["from 10.0.0.0/16 tcp 443", "from nodes tcp 443"]);
  });

  test.each(MADE)(
    "SG-01 SG-02 SG-03 SG-04 %s: every rule is a resource of its own with a description",
    (environment) => {
      const network = networkOf(environment);
      const groups = network.resources("aws_security_group");
      expect(groups).toHaveLength(4);
      expect(groups.filter(({ config }) => "ingress" in config || "egress" in config)).toEqual([]);
      expect(groups.filter(({ config }) => !config["description"])).toEqual([]);
      expect(network.resources("aws_security_group_rule")).toEqual([]);
      const rules = rulesOf(network);
      expect(rules.length).toBeGreaterThan(10);
      expect(rules.filter(({ config }) => !config["description"])).toEqual([]);
    },
  );

  test.each(MADE)(
    "SG-01 %s: only the load balancer's listeners take connections from anywhere",
    (environment) => {
      const rules = networkOf(environment).resources(INGRESS);
      expect(rules.length).toBeGreaterThan(5);
      const open = rules.filter(({ config }) => config["cidr_ipv4"] === "0.0.0.0/0" || "cidr_ipv6" in config);
      expect(
        open.filter(({ name }) => name !== "alb_from_internet_80" && name !== "alb_from_internet_443"),
      ).toEqual([]);
    },
  );

  test.each(MADE)("SG-02 %s: only nodes behind NAT reach anywhere, by HTTPS", (environment) => {
    const network = networkOf(environment);
    const open = network.resources(EGRESS).filter(({ config }) => config["cidr_ipv4"] === "0.0.0.0/0");
    const behindNat = configWith(environment).network.egress !== "none";
    expect(open.map(({ name }) => name)).toEqual(behindNat ? ["nodes_to_internet_443"] : []);
  });

  test.each(MADE)("SG-02 %s: every connection between groups is admitted at both ends", (environment) => {
    const between = rulesOf(networkOf(environment))
      .filter(({ config }) => String(config["referenced_security_group_id"]).includes("aws_security_group."))
      .map(({ type, config }) => {
        const [own, other] = [config["security_group_id"], config["referenced_security_group_id"]];
        const port = `${config["ip_protocol"]} ${config["from_port"]}`;
        return { type, way: type === EGRESS ? `${own} to ${other} ${port}` : `${other} to ${own} ${port}` };
      });
    const ways = (type: string) => between.filter((rule) => rule.type === type).map((rule) => rule.way);
    expect(ways(EGRESS).length).toBeGreaterThan(5);
    expect(ways(EGRESS).sort()).toEqual(ways(INGRESS).sort());
  });
});

describe("endpoints", () => {
  test("VPCE-01 the S3 gateway stands on the private route table", () => {
    expect(stack.find("aws_vpc_endpoint.s3")?.config).toMatchObject({
      vpc_endpoint_type: "Gateway",
      service_name: "com.amazonaws.ap-southeast-1.s3",
      route_table_ids: ["${aws_route_table.private.id}"],
      tags: { Name: "mlops-hybrid-s3-gateway-endpoint" },
    });
  });

  test("VPCE-01 the demo's S3 gateway lets everything through", () => {
    const s3 = networkOf("retail-forecast-option-b").find("aws_vpc_endpoint.s3");
    expect(s3?.config).toMatchObject({ vpc_endpoint_type: "Gateway" });
    expect(s3?.config).not.toHaveProperty("policy");
  });

  test("VPCE-01 otherwise the policy admits image layers, AL2023 packages and the model bucket alone", () => {
    const policy = networkOf("ml-inference-prod").find("aws_vpc_endpoint.s3")?.config["policy"];
    expect(JSON.parse(String(policy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "EcrImageLayers",
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::prod-ap-southeast-2-starport-layer-bucket/*",
        },
        {
          Sid: "Al2023Packages",
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::al2023-repos-ap-southeast-2-de612dc2/*",
        },
        {
          Sid: "ModelFiles",
          Effect: "Allow",
          Principal: "*",
          Action: ["s3:GetObject", "s3:ListBucket"],
          Resource: [
            "arn:aws:s3:::ml-inference-prod-models-222233334444",
            "arn:aws:s3:::ml-inference-prod-models-222233334444/*",
          ],
          Condition: { StringEquals: { "aws:PrincipalAccount": "222233334444" } },
        },
      ],
    });
  });

  test.each([
    ["ecr_api", "ecr.api", "mlops-hybrid-ecr-api-endpoint"],
    ["ecr_dkr", "ecr.dkr", "mlops-hybrid-ecr-dkr-endpoint"],
    ["logs", "logs", "mlops-hybrid-logs-endpoint"],
  ])("VPCE-02 %s is an interface endpoint in both private subnets with private DNS", (key, service, name) => {
    expect(text).toHaveResourceWithProperties(VpcEndpoint, {
      vpc_endpoint_type: "Interface",
      service_name: `com.amazonaws.ap-southeast-1.${service}`,
      subnet_ids: ["${aws_subnet.private_a.id}", "${aws_subnet.private_b.id}"],
      security_group_ids: ["${aws_security_group.endpoints.id}"],
      private_dns_enabled: true,
    });
    expect(stack.find(`aws_vpc_endpoint.${key}`)?.config["tags"]).toMatchObject({ Name: name });
  });

  test.each(MADE)(
    "VPCE-02 %s: every endpoint but S3 is an interface with private DNS in every private subnet",
    (environment) => {
      const network = networkOf(environment);
      const privateSubnets = network
        .resources("aws_subnet")
        .filter(({ name }) => name.startsWith("private_"));
      const tables = network.resources("aws_route_table").filter(({ name }) => name.startsWith("private"));
      const endpoints = network.resources("aws_vpc_endpoint");
      expect(endpoints.length).toBeGreaterThan(5);
      for (const { name, config } of endpoints) {
        if (name === "s3") {
          expect(config).toMatchObject({
            vpc_endpoint_type: "Gateway",
            route_table_ids: tables.map((table) => `\${${table.address}.id}`),
          });
        } else {
          expect(config).toMatchObject({
            vpc_endpoint_type: "Interface",
            private_dns_enabled: true,
            subnet_ids: privateSubnets.map((subnet) => `\${${subnet.address}.id}`),
            security_group_ids: ["${aws_security_group.endpoints.id}"],
          });
        }
      }
    },
  );

  test.each(MADE)(
    "VPCE-03 %s: the endpoints are those that enabled components call, and each says for whom",
    (environment) => {
      const config = configWith(environment);
      const endpoints = networkOf(environment).resources("aws_vpc_endpoint");
      const needs = neededEndpoints(config);
      expect(endpoints.map(({ config: { service_name } }) => service_name).sort()).toEqual(
        needs.map(({ service }) => `com.amazonaws.${config.region}.${service}`).sort(),
      );
      for (const { service, callers } of needs) {
        const tags = asObject(
          endpoints.find(({ name }) => name === service.replace(".", "_"))?.config["tags"] ?? null,
        );
        expect(tags["RequestedBy"]).toBe(callers.map(({ title }) => title).join(" + "));
        // What AWS takes as a tag's value.
        expect(tags["RequestedBy"]).toMatch(/^[\p{L}\p{N} _.:/=+@-]{1,256}$/u);
      }
    },
  );

  test("VPCE-03 STS, EC2 and load balancing have endpoints, as IRSA, the CNI and the controller call them", () => {
    for (const [key, caller] of [
      ["sts", "VPC CNI"],
      ["ec2", "VPC CNI"],
      ["elasticloadbalancing", "AWS Load Balancer Controller"],
    ] as const) {
      const tags = asObject(stack.find(`aws_vpc_endpoint.${key}`)?.config["tags"] ?? null);
      expect(tags["RequestedBy"]).toContain(caller);
    }
    expect(stack.find("aws_vpc_endpoint.eks_auth")).toBeUndefined();
  });

  test("VPCE-03 Fargate pulls the images of its pods itself, and asks for the endpoints of that", () => {
    const askedBy = (environment: string, key: string) =>
      asObject(networkOf(environment).find(`aws_vpc_endpoint.${key}`)?.config["tags"] ?? null)["RequestedBy"];
    expect(["ecr_api", "ecr_dkr", "s3", "sts"].map((key) => askedBy("mlapp", key))).toEqual([
      "nodes + Fargate",
      "nodes + Fargate",
      "nodes + models + Fargate",
      "VPC CNI + AWS Load Balancer Controller + models",
    ]);
    expect(askedBy(RETAIL, "ecr_api")).toBe("nodes");
  });

  test("VPCE-03 without container logs there is no endpoint for them", () => {
    const quiet = planWith(RETAIL, { cluster: { observability: false } }).stack("network");
    expect(quiet.find("aws_vpc_endpoint.logs")).toBeUndefined();
  });

  test("VPCE-04 SageMaker Runtime has an endpoint, and an output, only where the file asks for it", () => {
    expect(stack.find("aws_vpc_endpoint.sagemaker_runtime")).toBeUndefined();
    expect(stack.outputs).not.toHaveProperty("sagemaker_runtime_vpc_endpoint_id");
    const asked = planWith(RETAIL, { network: { endpoints: { sagemakerRuntime: true } } }).stack("network");
    expect(asked.find("aws_vpc_endpoint.sagemaker_runtime")?.config).toMatchObject({
      service_name: "com.amazonaws.ap-southeast-1.sagemaker.runtime",
      tags: { Name: "mlops-hybrid-sagemaker-runtime-endpoint" },
    });
    expect(asked.outputs["sagemaker_runtime_vpc_endpoint_id"]).toMatchObject({
      value: "${aws_vpc_endpoint.sagemaker_runtime.id}",
    });
  });
});
