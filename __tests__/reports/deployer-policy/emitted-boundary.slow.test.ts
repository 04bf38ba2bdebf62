import { type IamRequest, Policies } from "../../real/terraform/harness/policy-evaluator";
import { EnvironmentPlan } from "../../../src/terraform/environment-plan";
import {
  LARGEST_POLICY,
  type PolicyDocument,
  policySize,
} from "../../../src/reports/deployer-policy/documents";
import { IDENTITY_TAG } from "../../../src/facts/identity-tag";
import { roleKind } from "../../../src/platform/constructs/identity/bounded-roles";
import { type Statement } from "../../../src/infrastructure/identity-policies";
import { type Layer } from "../../../src/base/layers";
import { rolesOf } from "../../../src/infrastructure/identity-roles";
import { emittedBoundaryOf } from "../../../src/reports/deployer-policy/emitted-boundary";
import { everyOptionPlan } from "../../support/every-option-plan";
import { ENVIRONMENTS } from "../../support/environments";
import { manyModelsPlan } from "../../support/many-models";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";
import { ML_PLATFORM, Subject } from "./attacks/attack";
import { groupBy } from "../../../src/base/group-by";
import { homeOf, knownText } from "../../../src/infrastructure/text-references";

const boundaryOf = ({ environment, output }: Plan): PolicyDocument =>
  emittedBoundaryOf(new EnvironmentPlan(environment, output));

test.each([
  ...ENVIRONMENTS.map((name) => [name, () => planOf(name)] as const),
  ["every option", everyOptionPlan] as const,
  ["100 models", () => manyModelsPlan(100)] as const,
])("%s: it fits one policy, and gives no right of IAM", (_, plan) => {
  const boundary = boundaryOf(plan());
  expect(policySize(boundary)).toBeLessThanOrEqual(LARGEST_POLICY);
  const actions = boundary.Statement.flatMap(({ Action }) => [Action].flat());
  expect(actions.filter((action) => /^(\*|iam|sts|organizations|account)/.test(action))).toEqual([]);
});

test.each([
  ...ENVIRONMENTS.map((name) => [name, () => planOf(name)] as const),
  ["every option", everyOptionPlan] as const,
  ["100 models", () => manyModelsPlan(100)] as const,
])("%s: one for each kind of role fits, and names no database, cluster or bucket of others", (_, made) => {
  const { environment, output } = made();
  const plan = new EnvironmentPlan(environment, output);
  const { all } = rolesOf(plan);
  const kinds = groupBy(all, ({ resource, trust }) => roleKind(resource.layer, JSON.stringify(trust)));
  expect(kinds.size).toBeGreaterThan(3);
  for (const [kind, roles] of kinds) {
    const boundary = emittedBoundaryOf(plan, roles);
    expect([kind, policySize(boundary) <= LARGEST_POLICY]).toEqual([kind, true]);
    const wide = boundary.Statement.filter(({ Resource }) => [Resource].flat().includes("*"));
    const actions = wide.flatMap(({ Action }) => [Action].flat());
    // The short form names any database and cluster.
    expect(
      actions.filter((action) => /^(rds:(Delete|Modify)|eks:(Create|Associate)|s3:)/.test(action)),
    ).toEqual([]);
  }
});

/** A call that a statement of a role allows, on an object of the environment. */
function callOf(plan: EnvironmentPlan, layer: Layer, statement: Statement, action: string): IamRequest {
  const { accountId, region } = homeOf(plan);
  const written = (value: string): string =>
    (knownText(plan, { layer, value }) ?? `arn:aws:${action.replace(/:.*/, "")}:${region}:${accountId}:key/1`)
      .replace(/^(arn:[^:]+:[^:]+):\*:\*:/, `$1:${region}:${accountId}:`)
      .replaceAll(/[*?]/g, "x");
  const context: Record<string, string> = {
    "aws:RequestedRegion": region,
    [`aws:ResourceTag/${IDENTITY_TAG}`]: `${plan.name}-tfstate-${accountId}/${plan.name}`,
    "aws:ResourceTag/aws:rds:primaryDBInstanceArn": `arn:aws:rds:${region}:${accountId}:db:${plan.name}-mlflow`,
  };
  const cluster = String(plan.resources("aws_eks_cluster")[0]?.config.name);
  for (const { operator, key, values } of statement.conditions) {
    const [value = ""] = values;
    if (operator !== "Null") context[key] = written(value);
    else if (value === "false") context[key] = key.endsWith("elbv2.k8s.aws/cluster") ? cluster : "x";
  }
  const [resource = "*"] = statement.resources.map(written);
  const secret = `arn:aws:secretsmanager:${region}:${accountId}:secret:rds!db-1`;
  const isPassword = /^secretsmanager/.test(action) && resource.includes("key/1");
  return { action: action.replace("*", ""), resource: isPassword ? secret : resource, context };
}

test.each(["ml-platform", "language-models", "ml-inference-hardened", "ml-inference-prod"])(
  "%s: one for each kind of role allows every call of the policies that synth writes for the roles",
  (name) => {
    const { environment, output } = planOf(name);
    const plan = new EnvironmentPlan(environment, output);
    const kinds = groupBy(rolesOf(plan).all, ({ resource, trust }) =>
      roleKind(resource.layer, JSON.stringify(trust)),
    );
    const calls = [...kinds.values()].flatMap((roles) => {
      const boundary = new Policies(emittedBoundaryOf(plan, roles).Statement);
      return roles.flatMap(({ name: role, resource, statements }) =>
        statements
          .filter(({ effect }) => effect === "Allow")
          .flatMap((statement) =>
            statement.actions
              .filter((action) => !action.startsWith("iam:"))
              .map((action) => {
                const request = callOf(plan, resource.layer, statement, action);
                return { role, request, isAllowed: boundary.allow(request) };
              }),
          ),
      );
    });
    expect(calls.length).toBeGreaterThan(50);
    expect(calls.filter(({ isAllowed }) => !isAllowed)).toEqual([]);
  },
);

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
