import * as fc from "fast-check";
import { githubSubject } from "../../../src/parts/github-actions/subject";
import { readSubject } from "../../../src/parts/github-actions/facts";
import { type JsonObject, asArray, asObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { type Plan } from "../../support/plan";

const ML = "ml-inference-prod";
const ROLE = { repository: "octo-org/models", branch: "main" };

const withRole = (settings: object = {}, change: object = {}): Plan =>
  planWith(ML, { components: { "github-actions": { ...ROLE, ...settings } }, ...change });

const blockOf = (plan: Plan, type: string): JsonObject | undefined =>
  [...plan.stack("cluster").resources(), ...plan.stack("cluster").dataSources()].find(
    (each) => each.type === type && each.name.startsWith("github_actions"),
  )?.config;

const statements = (plan: Plan, type: string, attribute: string): JsonObject[] => {
  const policy = JSON.parse(String(blockOf(plan, type)?.[attribute])) as JsonObject;
  return asArray(policy["Statement"]).map(asObject);
};
const trustOf = (plan: Plan) => statements(plan, "aws_iam_role", "assume_role_policy");
const pushed = (plan: Plan) => asArray(statements(plan, "aws_iam_role_policy", "policy")[1]?.["Resource"]);

test("ML-06 an environment without the key has no role for GitHub", () => {
  expect(planWith(ML, {}).text("cluster")).not.toMatch(/github/i);
});

test("ML-06 the role trusts one branch of one repository, with names only", () => {
  expect(trustOf(withRole())).toEqual([
    {
      Effect: "Allow",
      Principal: { Federated: "${aws_iam_openid_connect_provider.github_actions_oidc.arn}" },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": "repo:octo-org/models:ref:refs/heads/main",
        },
      },
    },
  ]);
});

test("ML-06 with both ids, the role trusts only the subject that has them", () => {
  const [statement] = trustOf(withRole({ ownerId: "123456", repositoryId: "456789" }));
  expect(statement?.["Condition"]).toEqual({
    StringEquals: {
      "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
      "token.actions.githubusercontent.com:sub": "repo:octo-org@123456/models@456789:ref:refs/heads/main",
    },
  });
});

test("ML-06 with a job environment, the role trusts the environment instead of a branch", () => {
  const plan = planWith(ML, {
    components: { "github-actions": { repository: "octo-org/models", environment: "images" } },
  });
  const [statement] = trustOf(plan);
  expect(JSON.stringify(statement)).toContain('"repo:octo-org/models:environment:images"');
  expect(JSON.stringify(statement)).not.toContain("refs/heads");
});

test("ML-06 the account's provider is made once, or looked up with its audience", () => {
  expect(blockOf(withRole(), "aws_iam_openid_connect_provider")).toMatchObject({
    url: "https://token.actions.githubusercontent.com",
    client_id_list: ["sts.amazonaws.com"],
  });
  const existing = withRole({ provider: "existing" });
  expect(existing.text("cluster")).not.toMatch(
    /"aws_iam_openid_connect_provider"[^}]*token\.actions[^}]*client_id_list/,
  );
  const [statement] = trustOf(existing);
  expect(asObject(statement?.["Principal"])).toEqual({
    Federated: "${data.aws_iam_openid_connect_provider.github_actions_oidc.arn}",
  });
  const found = blockOf(existing, "aws_iam_openid_connect_provider");
  expect(JSON.stringify(found)).toContain("lacks the audience sts.amazonaws.com");
});

test("ML-06 in China, tokens have the audience of its STS", () => {
  const china = withRole(
    {},
    { region: "cn-north-1", cluster: { admins: ["arn:aws-cn:iam::222233334444:role/a"] } },
  );
  expect(JSON.stringify(trustOf(china))).toContain('"sts.amazonaws.com.cn"');
  expect(blockOf(china, "aws_iam_openid_connect_provider")?.["client_id_list"]).toEqual([
    "sts.amazonaws.com.cn",
  ]);
});

test("ML-06 the role may push to the repositories of models, and not to those of controllers, operators or charts", () => {
  const plan = planWith("ml-platform", { components: { "github-actions": ROLE } });
  const repositories = plan
    .stack("cluster")
    .resources()
    .filter(({ type }) => type === "aws_ecr_repository");
  expect(repositories.length).toBeGreaterThan(40);
  // Argo CD deploys the second one.
  expect(pushed(plan)).toEqual([
    "${aws_ecr_repository.demand_forecast.arn}",
    "${aws_ecr_repository.sentiment.arn}",
  ]);
  expect(statements(withRole(), "aws_iam_role_policy", "policy")).toEqual([
    { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
    {
      Effect: "Allow",
      Action: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      Resource: ["${aws_ecr_repository.ml_inference_api.arn}"],
    },
  ]);
});

test("ML-06 the permissions follow when a model is added, and when it has a repository elsewhere", () => {
  const models = [
    { name: "first", image: { tag: "1.0.0" } },
    { name: "second", image: { tag: "1.0.0" } },
    { name: "third", image: { tag: "1.0.0", repository: "ghcr.io/acme/third" } },
  ];
  const ofModels = (count: number) =>
    pushed(withRole({}, { models: models.slice(0, count) })).filter((arn) =>
      /first|second|third/.test(String(arn)),
    );
  expect(ofModels(1)).toEqual(["${aws_ecr_repository.first.arn}"]);
  const two = ["${aws_ecr_repository.first.arn}", "${aws_ecr_repository.second.arn}"];
  expect(ofModels(2)).toEqual(two);
  expect(ofModels(3)).toEqual(two);
});

const owner = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,20}$/);
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,20}$/);
const path = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_-]{0,10}(\/[a-zA-Z0-9_-]{1,10}){0,2}$/);
const id = fc.bigInt({ min: 1n, max: 10n ** 18n }).map(String);

test("ML-06 GitHub's form is read back from each subject, with the same parts", () => {
  fc.assert(
    fc.property(owner, name, path, fc.boolean(), fc.option(fc.tuple(id, id)), (o, n, ref, isBranch, ids) => {
      const subject = githubSubject({
        repository: `${o}/${n}`,
        ...(isBranch ? { branch: ref } : { environment: ref }),
        ...(ids ? { ownerId: ids[0], repositoryId: ids[1] } : {}),
        provider: "create",
      });
      expect(readSubject(subject)).toEqual({
        repository: `${o}/${n}`,
        ...(ids ? { ids } : {}),
        kind: isBranch ? "branch" : "environment",
        name: ref,
      });
      expect(subject.includes("@")).toBe(ids !== null);
    }),
    { numRuns: 100 },
  );
});
