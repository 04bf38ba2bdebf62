import { type IamRequest, Policies } from "../../real/terraform/harness/policy-evaluator";
import { EnvironmentPlan } from "../../../src/proof/terraform-json/environment-plan";
import { LARGEST_POLICY, type PolicyDocument, sizeOf } from "../../../src/tools/deployer-policy/documents";
import { emittedBoundaryOf } from "../../../src/tools/deployer-policy/emitted-boundary";
import { everyOptionPlan } from "../../support/every-option-plan";
import { ENVIRONMENTS } from "../../support/environments";
import { manyModelsPlan } from "../../support/many-models";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";
import { ML_PLATFORM, Subject } from "./attacks/attack";

const boundaryOf = ({ environment, output }: Plan): PolicyDocument =>
  emittedBoundaryOf(new EnvironmentPlan(environment, output));

test.each([
  ...ENVIRONMENTS.map((name) => [name, () => planOf(name)] as const),
  ["every option", everyOptionPlan] as const,
  ["100 models", () => manyModelsPlan(100)] as const,
])("%s: it fits one policy, and gives no right of IAM", (_, plan) => {
  const boundary = boundaryOf(plan());
  expect(sizeOf(boundary)).toBeLessThanOrEqual(LARGEST_POLICY);
  const actions = boundary.Statement.flatMap(({ Action }) => [Action].flat());
  expect(actions.filter((action) => /^(\*|iam|sts|organizations|account)/.test(action))).toEqual([]);
});

describe("ml-platform", () => {
  const held = () => new Policies(boundaryOf(planOf("ml-platform")).Statement);
  const s = new Subject(ML_PLATFORM, "our own words", "cluster");

  test.each([
    s.call("s3:GetObject", "arn:aws:s3:::ml-platform-models-444455556666/demand-forecast/model.pkl"),
    s.call("kms:Decrypt", "key/1", s.own("cluster")),
    s.call("ec2:AssignPrivateIpAddresses", "network-interface/eni-1"),
    s.call("elasticloadbalancing:CreateLoadBalancer", "loadbalancer/app/k8s-models/1"),
    s.call("secretsmanager:GetSecretValue", "secret:rds!db-1-abcdef", {
      "aws:ResourceTag/aws:rds:primaryDBInstanceArn":
        "arn:aws:rds:eu-central-1:444455556666:db:ml-platform-mlflow",
    }),
  ])("its roles can do what they need: $action", (request) =>
    expect(held().allow(request as IamRequest)).toBe(true),
  );

  test.each([
    s.call("s3:GetObject", "arn:aws:s3:::payroll/2026.csv"),
    s.call(
      "s3:PutObject",
      "arn:aws:s3:::ml-platform-tfstate-444455556666/ml-platform/network/terraform.tfstate",
    ),
    s.call("kms:Decrypt", "key/1", s.foreign()),
    s.call("secretsmanager:GetSecretValue", "secret:payments-abcdef"),
    s.call("iam:PassRole", "role/billing-admin"),
    s.call("sts:AssumeRole", "role/billing-admin"),
    s.call("ec2:DeleteVpc", "vpc/vpc-1"),
    s.call("ec2:RunInstances", "instance/*"),
    s.call("lambda:CreateFunction", "function:x"),
  ])("no policy of its roles reaches more: $action", (request) =>
    expect(held().allow(request as IamRequest)).toBe(false),
  );
});
