import { type PolicyStatement } from "../../../src/facts/iam";
import { environmentPolicies } from "../../../src/reports/deployer-policy/environment-policies";
import {
  LARGEST_POLICY,
  MOST_POLICIES,
  type PolicyDocument,
  policySize,
} from "../../../src/reports/deployer-policy/documents";
import { overlapsOf } from "../../../src/reports/deployer-policy/overlaps";
import { RECORDED } from "../../../src/reports/deployer-policy/facts/recorded-actions";
import { knownText } from "../../../src/infrastructure/text-references";
import { EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { StackJson } from "../../../src/terraform/stack-json";
import { Policies } from "../../real/terraform/harness/policy-evaluator";
import { manyModelsPlan } from "../../support/many-models";

const judged = (count: number) => {
  const { environment, output } = manyModelsPlan(count);
  const plan = new EnvironmentPlan(environment, output);
  return { plan, policies: environmentPolicies(plan) };
};

/** Resources whose ids AWS chooses, in statements without a condition on tags. */
const CHOSEN_BY_AWS =
  /:(key\/\*|hostedzone\/\*|change\/\*|certificate\/\*|backup-plan:\*|instance-profile\/\*|secret:rds!\*|og:default:\*)$|:(network-acl|network-interface|prefix-list|transit-gateway-route-table)\/\*$|:\*:transit-gateway\/tgw-/;

const hasTags = ({ Condition = {} }: PolicyStatement): boolean =>
  /:(Resource|Request)Tag\/|ec2:(CreateAction|LaunchTemplate)/.test(JSON.stringify(Condition));

describe.each([1, 25, 35, 100])("%d models", (count) => {
  let all: ReturnType<typeof judged>;
  beforeAll(() => {
    all = judged(count);
  });
  const held = (layer: string, use: "plan" | "apply") =>
    new Policies(
      all.policies.layers
        .find((each) => each.layer === layer)
        ?.documents[use].flatMap(({ Statement }) => Statement) ?? [],
    );
  const sets = (): (readonly PolicyDocument[])[] => [
    ...all.policies.layers.flatMap(({ documents }) => [
      documents.plan,
      [...documents.apply, ...documents.create],
    ]),
    ...all.policies.commands.map(({ documents }) => documents),
  ];

  test("every use fits the quota of policies of one role, and their size", () => {
    for (const documents of sets()) {
      expect(documents.length).toBeLessThanOrEqual(MOST_POLICIES);
      expect(Math.max(...documents.map(policySize))).toBeLessThanOrEqual(LARGEST_POLICY);
    }
    expect(policySize(all.policies.boundary)).toBeLessThanOrEqual(LARGEST_POLICY);
  });

  test("no pattern matches a name outside of the environment", () => {
    const resources = [...sets(), [all.policies.boundary]].flatMap((documents) =>
      documents.flatMap(({ Statement }) =>
        Statement.filter((each) => !hasTags(each)).flatMap(({ Resource = [] }) => [Resource].flat()),
      ),
    );
    const patterns = [...new Set(resources)].filter((arn) => arn !== "*" && arn.includes("*"));
    expect(patterns.length).toBeGreaterThan(3);
    const wide = patterns.filter(
      (arn) =>
        !CHOSEN_BY_AWS.test(arn) &&
        !/:(role\/aws-service-role\/|oidc-provider\/oidc\.eks\.)|:parameter\/aws\/service\//.test(arn) &&
        !arn.slice(0, arn.indexOf("*")).includes("ml-platform"),
    );
    expect(wide).toEqual([]);
  });

  test.each([
    ["aws_iam_role", "role/", "name"],
    ["aws_iam_role_policy", "role/", "role"],
    ["aws_iam_role_policy_attachment", "role/", "role"],
    ["aws_ecr_repository", "repository/", "name"],
    ["aws_ecr_lifecycle_policy", "repository/", "repository"],
  ])("each call that %s makes in its life is allowed to its layer, for every model", (type, prefix, key) => {
    const { read = [], change = [] } = RECORDED.types[type] ?? {};
    expect(change.length).toBeGreaterThan(1);
    const service = type.startsWith("aws_iam") ? "iam::" : "ecr:eu-central-1:";
    const planned = all.plan.resources(type);
    expect(planned.length).toBeGreaterThan(0);
    const refused = planned.flatMap(({ layer, config }) => {
      const name = knownText(all.plan, { layer, value: config[key] });
      const managed = knownText(all.plan, { layer, value: config["policy_arn"] });
      const request = (action: string) => ({
        action,
        resource: `arn:aws:${service}444455556666:${prefix}${name ?? "unknown"}`,
        context: managed === undefined ? {} : { "iam:PolicyARN": managed },
      });
      return [
        ...read.filter((action) => !held(layer, "plan").allow(request(action))),
        ...[...read, ...change].filter((action) => !held(layer, "apply").allow(request(action))),
      ].map((action) => `${layer} ${action} ${String(name)}`);
    });
    expect(refused).toEqual([]);
  });

  test("no role or repository of another environment is reached", () => {
    const account = "444455556666";
    for (const name of [
      "ml-platform2-model-a",
      "ml-platforms",
      "ml",
      "other-ml-platform-model-a",
      "ml-platform",
    ])
      for (const layer of ["cluster", "models"]) {
        const role = {
          action: "iam:CreateRole",
          resource: `arn:aws:iam::${account}:role/${name}`,
          context: {},
        };
        const repository = `arn:aws:ecr:eu-central-1:${account}:repository/${name}`;
        expect(held(layer, "apply").allow(role)).toBe(false);
        expect(
          held(layer, "apply").allow({ action: "ecr:DeleteRepository", resource: repository, context: {} }),
        ).toBe(false);
      }
  });
});

test("more names than a list may have, without a common beginning, are an error and no wider pattern", () => {
  const names = Array.from({ length: 21 }, (_, index) => `team${index}-repository`);
  const stack = new StackJson("x-cluster", {
    resource: { aws_ecr_repository: Object.fromEntries(names.map((name) => [name, { name }])) },
  });
  expect(() => environmentPolicies(new EnvironmentPlan("x", [{ layer: "cluster", stack }]))).toThrow(
    /21 names that begin with nothing in common, expected at most 20 names, or names that begin with x\//,
  );
});

test("a pattern that matches a role of another environment of the account is named", () => {
  const { plan, policies } = judged(25);
  const other = (account: string) =>
    new EnvironmentPlan("ml-platform-model-eu", [
      {
        layer: "cluster",
        stack: new StackJson("ml-platform-model-eu-cluster", {
          provider: { aws: [{ allowed_account_ids: [account], region: "eu-central-1" }] },
          resource: { aws_iam_role: { nodes: { name: "ml-platform-model-eu-nodes" } } },
        }),
      },
    ]);
  expect(overlapsOf([plan, other("444455556666")], [policies])).toEqual([
    expect.stringMatching(
      /^ml-platform: arn:aws:iam::444455556666:role\/ml-platform-model-.*\* matches .*-eu-nodes of ml-platform-model-eu$/,
    ),
  ]);
  expect(overlapsOf([plan, other("111122223333")], [policies])).toEqual([]);
});
