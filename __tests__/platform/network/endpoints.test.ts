import { COMPONENTS } from "../../../src/parts/generated/registry";
import { composeEnvironment } from "../../../src/platform/compose";
import { neededEndpoints } from "../../../src/platform/needs";
import { asObject } from "../../../src/terraform/stack-json";
import { configWith } from "../../support/environments";
import { planWith } from "../../support/changed-plans";
import "../../support/terraform-matchers";
import { RETAIL, CREATED, networkOf } from "../network-stack";

const stack = networkOf(RETAIL);

test("VPCE-01 the S3 gateway is in the private route table", () => {
  expect(stack.find("aws_vpc_endpoint.s3")?.config).toMatchObject({
    vpc_endpoint_type: "Gateway",
    service_name: "com.amazonaws.ap-southeast-1.s3",
    route_table_ids: ["${aws_route_table.private.id}"],
    tags: { Name: "mlops-hybrid-s3-gateway-endpoint" },
  });
});

test("VPCE-01 the demo's S3 gateway allows all access", () => {
  const s3 = networkOf("retail-forecast-option-b").find("aws_vpc_endpoint.s3");
  expect(s3?.config).toMatchObject({ vpc_endpoint_type: "Gateway" });
  // Terraform keeps the policy of an endpoint whose argument is removed, so the default of AWS is written
  expect(JSON.parse(String(s3?.config["policy"]))).toMatchObject({
    Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
  });
});

const ofAccount = { StringEquals: { "aws:PrincipalAccount": "222233334444" } };
const STATE_FILES =
  "arn:aws:s3:::ml-inference-prod-tfstate-222233334444/ml-inference-prod/*/terraform.tfstate";

test("VPCE-01 otherwise the policy allows only image layers, AL2023 packages, the model bucket and the state", () => {
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
        Condition: ofAccount,
      },
      {
        Sid: "LayersRegistryK8sIo",
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::prod-registry-k8s-io-ap-southeast-2/*",
      },
      {
        Sid: "ListTerraformState",
        Effect: "Allow",
        Principal: "*",
        Action: "s3:ListBucket",
        Resource: "arn:aws:s3:::ml-inference-prod-tfstate-222233334444",
        Condition: ofAccount,
      },
      {
        Sid: "TerraformState",
        Effect: "Allow",
        Principal: "*",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: [STATE_FILES, `${STATE_FILES}.tflock`],
        Condition: ofAccount,
      },
      {
        Sid: "TerraformPlans",
        Effect: "Allow",
        Principal: "*",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: "arn:aws:s3:::ml-inference-prod-tfstate-222233334444/plans/*",
        Condition: ofAccount,
      },
      {
        Sid: "UnlockTerraformState",
        Effect: "Allow",
        Principal: "*",
        Action: "s3:DeleteObject",
        Resource: `${STATE_FILES}.tflock`,
        Condition: ofAccount,
      },
    ],
  });
});

const s3Resources = (environment: string, change: object): string =>
  String(planWith(environment, change).stack("network").find("aws_vpc_endpoint.s3")?.config["policy"]);

test.each([
  ["docker.io in us-east-1", "library/nginx", "arn:aws:s3:::docker-images-prod/*"],
  ["quay.io in us-east-1", "quay.io/acme/api", "arn:aws:s3:::quayio-production-s3/*"],
])("VPCE-01 the policy allows the layers of a model's image from %s", (_, repository, bucket) => {
  const change = { models: [{ name: "api", image: { repository, tag: "1.0.0" }, port: 8080, paths: ["/"] }] };
  expect(s3Resources("mlapp", change)).toContain(bucket);
});

test("VPCE-01 without internet access, the policy allows no bucket of a public registry", () => {
  expect(s3Resources("ml-inference-prod", { network: { egress: "none", networkAcls: false } })).not.toContain(
    "registry-k8s-io",
  );
});

test.each([
  ["ecr_api", "ecr.api"],
  ["ecr_dkr", "ecr.dkr"],
  ["logs", "logs"],
])("VPCE-02 %s is an interface endpoint in both private subnets with private DNS", (key, service) => {
  expect(stack.find(`aws_vpc_endpoint.${key}`)?.config).toMatchObject({
    vpc_endpoint_type: "Interface",
    service_name: `com.amazonaws.ap-southeast-1.${service}`,
    subnet_ids: ["${aws_subnet.private_a.id}", "${aws_subnet.private_b.id}"],
    security_group_ids: ["${aws_security_group.endpoints.id}"],
    private_dns_enabled: true,
  });
});

test.each([
  ["ecr_api", "mlops-hybrid-ecr-api-endpoint"],
  ["ecr_dkr", "mlops-hybrid-ecr-dkr-endpoint"],
  ["logs", "mlops-hybrid-logs-endpoint"],
])("VPCE-02 %s has the name %s", (key, name) => {
  expect(stack.find(`aws_vpc_endpoint.${key}`)?.config["tags"]).toMatchObject({ Name: name });
});

test.each(CREATED)("VPCE-01 %s: the S3 gateway is in every private route table", (environment) => {
  const network = networkOf(environment);
  const tables = network.resources("aws_route_table").filter(({ name }) => name.startsWith("private"));
  expect(tables).not.toEqual([]);
  expect(network.find("aws_vpc_endpoint.s3")?.config).toMatchObject({
    vpc_endpoint_type: "Gateway",
    route_table_ids: tables.map((table) => `\${${table.address}.id}`),
  });
});

test.each(CREATED)(
  "VPCE-02 %s: every endpoint but those of S3 and DynamoDB is an interface with private DNS in every private subnet",
  (environment) => {
    const network = networkOf(environment);
    const privateSubnets = network.resources("aws_subnet").filter(({ name }) => name.startsWith("private_"));
    const interfaces = network
      .resources("aws_vpc_endpoint")
      .filter(({ name }) => !["s3", "dynamodb"].includes(name));
    expect(interfaces.length).toBeGreaterThan(4);
    for (const { config } of interfaces) {
      expect(config).toMatchObject({
        vpc_endpoint_type: "Interface",
        private_dns_enabled: true,
        subnet_ids: privateSubnets.map((subnet) => `\${${subnet.address}.id}`),
        security_group_ids: ["${aws_security_group.endpoints.id}"],
      });
    }
  },
);

describe.each(CREATED)("%s", (environment) => {
  const config = configWith(environment);
  const endpoints = networkOf(environment).resources("aws_vpc_endpoint");
  const needs = neededEndpoints(composeEnvironment(environment, config, COMPONENTS));
  const requestedBy = (service: string) =>
    asObject(endpoints.find(({ name }) => name === service.replace(/[.-]/g, "_"))?.config["tags"] ?? null)[
      "RequestedBy"
    ];

  test("VPCE-03 the endpoints are those that enabled components call", () => {
    expect(endpoints.map(({ config: { service_name } }) => service_name).sort()).toEqual(
      needs.map(({ service }) => `com.amazonaws.${config.region}.${service}`).sort(),
    );
  });

  test.each(needs)("VPCE-03 the endpoint of $service names its callers", ({ service, callers }) => {
    expect(requestedBy(service)).toBe(callers.map(({ title }) => title).join(" + "));
  });

  test.each(needs)("VPCE-03 the callers of $service are a valid tag value", ({ service }) => {
    // Characters and length that AWS allows in a tag value.
    expect(requestedBy(service)).toMatch(/^[\p{L}\p{N} _.:/=+@-]{1,256}$/u);
  });
});

test.each([
  ["sts", "VPC CNI"],
  ["ec2", "VPC CNI"],
  ["elasticloadbalancing", "AWS Load Balancer Controller"],
])("VPCE-03 there is an endpoint %s, since the %s calls it", (key, caller) => {
  const tags = asObject(stack.find(`aws_vpc_endpoint.${key}`)?.config["tags"] ?? null);
  expect(tags["RequestedBy"]).toContain(caller);
});

test("VPCE-03 IRSA needs no endpoint of EKS Pod Identity", () => {
  expect(stack.find("aws_vpc_endpoint.eks_auth")).toBeUndefined();
});

test("VPCE-03 Fargate pulls the images of its pods itself, and needs endpoints for it", () => {
  const requestedBy = (environment: string, key: string) =>
    asObject(networkOf(environment).find(`aws_vpc_endpoint.${key}`)?.config["tags"] ?? null)["RequestedBy"];
  expect(["ecr_api", "ecr_dkr", "s3", "sts"].map((key) => requestedBy("mlapp", key))).toEqual([
    "nodes + Fargate",
    "nodes + Fargate",
    "nodes + models + Fargate",
    "VPC CNI + AWS Load Balancer Controller + models",
  ]);
  expect(requestedBy(RETAIL, "ecr_api")).toBe("nodes");
});

test("VPCE-03 without container logs there is no endpoint for them", () => {
  const quiet = planWith(RETAIL, { cluster: { observability: false } }).stack("network");
  expect(quiet.find("aws_vpc_endpoint.logs")).toBeUndefined();
});

test("VPCE-04 SageMaker Runtime has no endpoint and no output by default", () => {
  expect(stack.find("aws_vpc_endpoint.sagemaker_runtime")).toBeUndefined();
  expect(stack.outputs).not.toHaveProperty("sagemaker_runtime_vpc_endpoint_id");
});

describe("with an endpoint of SageMaker Runtime", () => {
  const requested = () =>
    planWith(RETAIL, { network: { endpoints: { sagemakerRuntime: true } } }).stack("network");

  test("VPCE-04 the endpoint has its name and service", () => {
    expect(requested().find("aws_vpc_endpoint.sagemaker_runtime")?.config).toMatchObject({
      service_name: "com.amazonaws.ap-southeast-1.sagemaker.runtime",
      tags: { Name: "mlops-hybrid-sagemaker-runtime-endpoint" },
    });
  });

  test("VPCE-04 the endpoint is an output", () => {
    expect(requested().outputs["sagemaker_runtime_vpc_endpoint_id"]).toMatchObject({
      value: "${aws_vpc_endpoint.sagemaker_runtime.id}",
    });
  });
});
