import { PASSED_ROLES } from "../../../src/reports/deployer-policy/facts/passed-roles";
import { type PolicyStatement } from "../../../src/facts/iam";
import {
  LARGEST_POLICY,
  type PolicyDocument,
  policySize,
} from "../../../src/reports/deployer-policy/documents";
import {
  type EnvironmentPolicies,
  type GrantUse,
  environmentPolicies,
} from "../../../src/reports/deployer-policy/environment-policies";
import { unlimitedOf } from "../../../src/reports/deployer-policy/unlimited";
import { EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { type Layer } from "../../../src/base/layers";
import { StackJson } from "../../../src/terraform/stack-json";
import { ENVIRONMENTS } from "../../support/environments";
import { everyOptionPlan } from "../../support/every-option-plan";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";

const of = ({ environment, output }: Plan): EnvironmentPolicies =>
  environmentPolicies(new EnvironmentPlan(environment, output));

const all: Record<string, EnvironmentPolicies> = {};
const plans: Record<string, Plan> = {};
beforeAll(() => {
  for (const plan of [...ENVIRONMENTS.map(planOf), everyOptionPlan()]) {
    plans[plan.environment] = plan;
    all[plan.environment] = of(plan);
  }
});

/** Statements that allow; the denials of an environment with a boundary have their own tests. */
const statementsOf = (documents: readonly PolicyDocument[]): PolicyStatement[] =>
  documents.flatMap(({ Statement }) => Statement).filter(({ Effect }) => Effect === "Allow");
const actionsOf = (documents: readonly PolicyDocument[]): string[] =>
  statementsOf(documents).flatMap(({ Action }) => [Action].flat());

function documents(environment: string, layer: Layer, use: GrantUse): readonly PolicyDocument[] {
  const found = all[environment]?.layers.find((each) => each.layer === layer);
  if (!found) throw new Error(`${environment} has no policies of ${layer}`);
  return found.documents[use];
}

/** Statements with an action, as `resources` and `Condition`. */
const grantsOf = (environment: string, layer: Layer, use: GrantUse, action: string) =>
  statementsOf(documents(environment, layer, use))
    .filter(({ Action }) => [Action].flat().includes(action))
    .map(({ Resource, Condition }) => ({
      Resource: [Resource ?? []].flat(),
      ...(Condition ? { Condition } : {}),
    }));

describe.each([...ENVIRONMENTS, "every-option"])("%s", (environment) => {
  const layers = () => all[environment]?.layers ?? [];

  test("every type has a row", () => expect(all[environment]?.notJudged).toEqual([]));

  test("every document fits a managed policy", () => {
    const sizes = layers().flatMap(({ documents: each }) => Object.values(each).flat().map(policySize));
    expect(Math.max(...sizes, policySize(all[environment]?.boundary as PolicyDocument))).toBeLessThanOrEqual(
      LARGEST_POLICY,
    );
  });

  test("no policy has a wildcard in an action", () => {
    for (const { documents: written } of layers())
      expect(
        [...actionsOf(written.plan), ...actionsOf(written.apply)].filter((action) => action.includes("*")),
      ).toEqual([]);
  });

  test("any resource is allowed only to actions of services that have other limits, or no resources", () => {
    for (const { documents: written } of layers())
      for (const { Action, Resource, Condition } of statementsOf(written.apply))
        if ([Resource].flat().includes("*") && Condition === undefined)
          expect([Action].flat().filter((action) => !UNLIMITED.test(action))).toEqual([]);
  });

  test("a plan reads only, locks its state, and is stored", () => {
    for (const { documents: written } of layers()) {
      const others = statementsOf(written.plan).filter(
        ({ Action, Resource }) =>
          [Action].flat().some((action) => !READS.test(action)) &&
          ![Resource]
            .flat()
            .every((resource) => /\.tflock$|:::[^/]+\/plans\/\*\/[^*]+$/.test(resource ?? "")),
      );
      expect(others).toEqual([]);
    }
  });

  test("no role is passed by a pattern", () => {
    for (const { layer } of layers())
      for (const { Resource } of grantsOf(environment, layer, "apply", "iam:PassRole"))
        expect([Resource].flat().filter((arn) => arn?.includes("*"))).toEqual([]);
  });

  test("every change that no condition limits has a reason", () => {
    for (const each of layers()) expect(unlimitedOf(each).filter(({ why }) => why === undefined)).toEqual([]);
  });

  test("an apply has every action of a plan", () => {
    for (const { documents: written } of layers())
      expect(actionsOf(written.apply)).toEqual(expect.arrayContaining(actionsOf(written.plan)));
  });
});

const UNLIMITED =
  /^(sts:GetCallerIdentity|ecr:GetAuthorizationToken|iam:ListOpenIDConnectProviders|route53:(Create|List)HostedZone\w*)$/;
const READS =
  /:(Describe|Get|List)|^ecr:(BatchCheckLayerAvailability|BatchGetImage)$|^sts:AssumeRole$|^kms:(Decrypt|GenerateDataKey)$/;

test("roles of a layer are named, and passed to their services only", () => {
  expect(grantsOf("mlapp", "cluster", "apply", "iam:CreateRole")).toEqual([
    {
      Resource: expect.arrayContaining([
        expect.stringMatching(/^arn:aws:iam::\d{12}:role\/mlapp-/),
      ]) as string[],
    },
  ]);
  const passed = grantsOf("mlapp", "cluster", "apply", "iam:PassRole");
  expect(passed.map(({ Condition }) => Condition)).toContainEqual({
    StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "eks.amazonaws.com"] },
  });
});

test("only the policies of the layer are attached", () => {
  const [attached] = grantsOf("mlapp", "cluster", "apply", "iam:AttachRolePolicy");
  expect(attached?.Condition).toEqual({
    ArnLike: {
      "iam:PolicyARN": expect.arrayContaining(["arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"]) as string[],
    },
  });
});

test("a layer writes its own state and its own plans, and reads the states of others", () => {
  const place = "arn:aws:s3:::mlapp-tfstate-";
  const [written] = grantsOf("mlapp", "platform", "apply", "s3:PutObject");
  expect([written?.Resource].flat().map((arn) => arn?.replace(/\d{12}/, ""))).toEqual([
    `${place}/mlapp/platform/terraform.tfstate`,
    `${place}/mlapp/platform/terraform.tfstate.tflock`,
  ]);
  const [stored] = grantsOf("mlapp", "platform", "plan", "s3:PutObject");
  expect([stored?.Resource].flat().map((arn) => arn?.replace(/\d{12}/, ""))).toEqual([
    `${place}/mlapp/platform/terraform.tfstate.tflock`,
    `${place}/plans/*/mlapp-platform.tar.gz`,
  ]);
  const [read] = grantsOf("mlapp", "platform", "plan", "s3:GetObject");
  expect(read?.Resource).toHaveLength(4);
});

test("the role for the Kubernetes API is assumed", () => {
  expect(grantsOf("every-option", "models", "plan", "sts:AssumeRole")).toEqual([
    { Resource: ["arn:aws:iam::666677778888:role/platform/TerraformDeployer"] },
  ]);
});

test("the alarm on the bill is in another region, which is allowed too", () => {
  const [grant] = grantsOf("retail-forecast-option-b", "network", "apply", "ec2:DescribeVpcs");
  expect(grant?.Condition).toEqual({
    StringEquals: { "aws:RequestedRegion": expect.arrayContaining(["us-east-1"]) as string[] },
  });
});

test("every role that a resource gets is passed", () => {
  const known = new Set(PASSED_ROLES.map(({ type, attribute }) => `${type} ${attribute.at(-1) ?? ""}`));
  const used = Object.values(plans).flatMap(({ stacks }) =>
    stacks.flatMap((stack) =>
      stack
        .resources()
        .flatMap(({ type, config }) =>
          type.startsWith("aws_")
            ? [...JSON.stringify(config).matchAll(/"(\w*role_arn)":/g)].map(
                ([, name = ""]) => `${type} ${name}`,
              )
            : [],
        ),
    ),
  );
  expect(new Set(used)).toEqual(known);
});

test.each([...ENVIRONMENTS, "every-option"])(
  "%s: the boundary has no name that a pattern of the same statement matches",
  (environment) => {
    const lists = statementsOf([all[environment]?.boundary ?? []].flat()).map(({ Resource }) =>
      [Resource ?? []].flat(),
    );
    const covered = lists.flatMap((names) =>
      names.filter((each) =>
        names.some((other) => other !== each && other.endsWith("*") && each.startsWith(other.slice(0, -1))),
      ),
    );
    expect(lists.flat().length).toBeGreaterThan(lists.length);
    expect(covered).toEqual([]);
  },
);

test("the boundary lists the actions of IAM one by one", () => {
  const boundary = all["every-option"]?.boundary as PolicyDocument;
  const actions = actionsOf([boundary]);
  expect(actions).toEqual(expect.arrayContaining(["ec2:*", "eks:*", "iam:CreateRole"]));
  expect(actions.filter((action) => /^(iam|sts):.*\*|^\*/.test(action))).toEqual([]);
  expect(actions).not.toContain("iam:CreateUser");
});

test("actions that no recorded call shows are named with the reason", () => {
  const cluster = all["ml-platform"]?.layers.find(({ layer }) => layer === "cluster");
  expect(cluster?.unproven).toEqual(
    expect.arrayContaining([
      { action: "eks:CreateAddon", gap: "not recorded" },
      { action: "iam:PassRole", gap: "checked by AWS" },
      { action: "s3:TagResource", gap: "newer provider" },
    ]),
  );
  expect(cluster?.unproven.map(({ action }) => action)).not.toContain("eks:CreateCluster");
});

test("a type without a row is not judged", () => {
  const stack = new StackJson("x-network", {
    resource: { aws_made_up: { one: {} } },
    data: { aws_made_up: { two: {} } },
  });
  expect(environmentPolicies(new EnvironmentPlan("x", [{ layer: "network", stack }])).notJudged).toEqual([
    { layer: "network", type: "aws_made_up" },
    { layer: "network", type: "data.aws_made_up" },
  ]);
});
