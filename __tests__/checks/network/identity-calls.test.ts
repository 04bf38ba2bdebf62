import { endpointByNat } from "../../../src/checks/network/endpoint-by-nat";
import { endpointMissing } from "../../../src/checks/network/endpoint-missing";
import { identityCallsOf } from "../../../src/checks/network/identity-calls";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { type Edit, foundBy, newlyFound, within } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const CHECKS = [endpointMissing, endpointByNat];

/** Permits an action to the first role with statements of a layer. */
const permits =
  (layer: "cluster" | "platform" | "models", role: string, statement: object): Edit =>
  (layers) => {
    within(layers[layer].resource.aws_iam_role_policy[role], "policy", ({ Statement }) => {
      (Statement as Editable[]).push({ Effect: "Allow", Resource: "*", ...statement });
    });
  };

const FORECAST = permits.bind(undefined, "models", "retail_forecast_api");

test.each([
  ["dynamodb:GetItem", "dynamodb"],
  ["sagemaker:CreateEndpoint", "sagemaker.api"],
  ["bedrock:InvokeModel", "bedrock-runtime"],
  ["cloudwatch:PutMetricData", "monitoring"],
])("a role that permits %s needs a way to %s from the nodes of its pods", (action, service) => {
  expect(newlyFound(CHECKS, "retail-forecast", FORECAST({ Action: action }))).toEqual([
    expect.stringContaining(
      `endpoint-missing aws_vpc_endpoint.${service.replaceAll(/[.-]/g, "_")}: ${service} has no endpoint in this VPC, and some callers have no default route; needed by role `,
    ),
  ]);
});

test("with NAT, the call leaves the VPC, which is a warning", () => {
  const edit = permits("models", "ml_inference_api", { Action: "dynamodb:GetItem" });
  expect(newlyFound(CHECKS, "ml-inference-prod", edit)).toEqual([
    expect.stringContaining("endpoint-by-nat aws_vpc_endpoint.dynamodb: dynamodb has no endpoint"),
  ]);
});

test("a key that another service uses for the caller needs no endpoint, and one that pods use needs one", () => {
  const decrypts = { Action: "kms:Decrypt" };
  const Condition = { StringEquals: { "kms:ViaService": "s3.ap-southeast-1.amazonaws.com" } };
  expect(newlyFound(CHECKS, "retail-forecast", FORECAST({ ...decrypts, Condition }))).toEqual([]);
  expect(newlyFound(CHECKS, "retail-forecast", FORECAST(decrypts))).toEqual([
    expect.stringContaining("aws_vpc_endpoint.kms"),
  ]);
});

test("a denied action and a pattern for all services are no calls", () => {
  const denied = FORECAST({ Effect: "Deny", Action: "dynamodb:GetItem" });
  expect(newlyFound(CHECKS, "retail-forecast", denied)).toEqual([]);
  expect(newlyFound(CHECKS, "retail-forecast", FORECAST({ Action: "*" }))).toEqual([]);
});

test.each(ENVIRONMENTS)(
  "%s: each role of a service account calls sts, and the published policy nothing",
  (name) => {
    const calls = identityCallsOf(environmentPlan(planOf(name)));
    const services = (part: string): string[] => [
      ...new Set(calls.filter(({ why }) => why.includes(part)).map(({ service }) => service)),
    ];
    expect(services("belongs to the service account kube-system:aws-load-balancer-controller")).toEqual([
      "sts",
    ]);
    expect(services("permits wafv2:")).toEqual([]);
    expect(services("permits s3:")).toEqual(["s3"]);
  },
);

test("a role calls from where its pods run: models on Fargate, and the role of pods on Fargate", () => {
  const calls = identityCallsOf(environmentPlan(planOf("mlapp")));
  const places = (part: string): string[] => [
    ...new Set(calls.filter(({ why }) => why.includes(part)).map(({ interfaces }) => interfaces.name)),
  ];
  expect(places("service account mlapp:")).toEqual(["Fargate pods"]);
  expect(places("permits logs:")).toEqual(["Fargate pods"]);
  expect(places("kube-system:aws-node")).not.toContain("Fargate pods");
});

test("a permission of nodes needs a way from nodes", () => {
  const plan = altered("retail-forecast", ({ cluster }) => {
    cluster.resource.aws_iam_role_policy = {
      ...cluster.resource.aws_iam_role_policy,
      extra: {
        role: "${aws_iam_role.nodes.name}",
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "sqs:ReceiveMessage", Resource: "*" }],
        }),
      },
    };
  });
  expect(foundBy(endpointMissing, plan)).toEqual([expect.stringContaining("aws_vpc_endpoint.sqs: ")]);
});

test("a role of a Pod Identity association needs a way to the service of the agent", () => {
  const plan = altered("retail-forecast", ({ cluster }) => {
    cluster.resource.aws_eks_pod_identity_association = {
      other: {
        namespace: "other",
        service_account: "other",
        role_arn: "${aws_iam_role.nodes.arn}",
      },
    };
  });
  expect(foundBy(endpointMissing, plan)).toEqual([
    expect.stringContaining(
      "eks-auth has no endpoint in this VPC, and some callers have no default route; needed by role mlops-hybrid-nodes: belongs to the service account other:other",
    ),
  ]);
});
