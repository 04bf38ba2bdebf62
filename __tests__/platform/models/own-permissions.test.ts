import { asArray, asObject, type JsonObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";

const ENVIRONMENT = "ml-inference-prod";
const QUEUE = "arn:aws:sqs:ap-southeast-2:222233334444:predictions";
const RESULTS = "arn:aws:s3:::ml-results/scores/*";

const PERMISSIONS = [
  {
    actions: ["sqs:SendMessage", "sqs:GetQueueUrl"],
    resources: [QUEUE],
    conditions: { StringEquals: { "aws:ResourceTag/team": ["ml"] } },
  },
  { actions: ["s3:PutObject"], resources: [RESULTS] },
];
const plan = () =>
  planWith(ENVIRONMENT, {
    models: [
      {
        name: "ml-inference-api",
        image: { tag: "1.4.2" },
        port: 5000,
        servicePort: 5000,
        permissions: PERMISSIONS,
      },
    ],
  });

const statementsIn = (policy: unknown): JsonObject[] =>
  asArray((JSON.parse(String(policy)) as JsonObject)["Statement"]).map(asObject);

test("the role of the model has the statements of the file after its own", () => {
  const [policy] = plan().stack("models").resources("aws_iam_role_policy");
  const statements = statementsIn(policy?.config["policy"]);
  expect(statements[0]).toMatchObject({ Sid: "ReadModelFiles" });
  expect(statements.slice(-2)).toEqual([
    {
      Sid: "Permission1",
      Effect: "Allow",
      Action: PERMISSIONS[0]?.actions,
      Resource: [QUEUE],
      Condition: { StringEquals: { "aws:ResourceTag/team": ["ml"] } },
    },
    { Sid: "Permission2", Effect: "Allow", Action: ["s3:PutObject"], Resource: [RESULTS] },
  ]);
});

test("each service of the statements gets its endpoint, which names the models as callers", () => {
  const queue = plan().stack("network").find("aws_vpc_endpoint.sqs");
  expect(queue?.config["service_name"]).toBe("com.amazonaws.ap-southeast-2.sqs");
  expect(asObject(queue?.config["tags"] ?? null)["RequestedBy"]).toBe("models");
});

test("the policy of the S3 endpoint allows the statements of S3, for the account alone", () => {
  const s3 = plan().stack("network").find("aws_vpc_endpoint.s3");
  expect(statementsIn(s3?.config["policy"])).toContainEqual({
    Sid: "ModelPermission1",
    Effect: "Allow",
    Principal: "*",
    Action: ["s3:PutObject"],
    Resource: [RESULTS],
    Condition: { StringEquals: { "aws:PrincipalAccount": "222233334444" } },
  });
});

test("an endpoint that exists anyway names the models too", () => {
  const logs = planWith(ENVIRONMENT, {
    models: [
      {
        name: "ml-inference-api",
        image: { tag: "1.4.2" },
        port: 5000,
        permissions: [{ actions: ["ec2:DescribeTags"], resources: ["*"], reason: "has no resources" }],
      },
    ],
  })
    .stack("network")
    .find("aws_vpc_endpoint.ec2");
  expect(asObject(logs?.config["tags"] ?? null)["RequestedBy"]).toContain("models");
});

test("without the key, no endpoint is added", () => {
  expect(planOf(ENVIRONMENT).stack("network").find("aws_vpc_endpoint.sqs")).toBeUndefined();
});
