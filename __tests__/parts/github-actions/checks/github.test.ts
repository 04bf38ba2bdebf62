import * as fc from "fast-check";
import { githubPermissions } from "../../../../src/parts/github-actions/checks/github-permissions";
import { githubTrust } from "../../../../src/parts/github-actions/checks/github-trust";
import { IDENTITY_CHECKS } from "../../../../src/checks/generated/identity";
import { environmentPlan } from "../../../support/altered";
import { type Editable } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { type Edit, found, newlyFound, within } from "../../../support/findings";
import { ML, trust } from "../../../checks/identity/edits";

const CHECKS = [githubTrust, githubPermissions];
const KEY = "token.actions.githubusercontent.com";
const PLAN = planWith(ML, {
  components: { "github-actions": { repository: "octo/models", branch: "main" } },
});

const ofGithub = (edit: (statement: Editable) => void): Edit => trust(edit, "cluster", "github_actions");
const subject = (value: unknown): Edit =>
  ofGithub(({ Condition }) => (Condition.StringEquals[`${KEY}:sub`] = value));
const pushes =
  (edit: (statements: Editable[]) => void): Edit =>
  ({ cluster }) => {
    within(cluster.resource.aws_iam_role_policy.github_actions_push_images, "policy", ({ Statement }) => {
      edit(Statement as Editable[]);
    });
  };
const attach =
  (arn: string): Edit =>
  ({ cluster }) => {
    cluster.resource.aws_iam_role_policy_attachment.more = {
      role: "${aws_iam_role.github_actions.name}",
      policy_arn: arn,
    };
  };

test.each([
  ["a branch", { branch: "main" }],
  ["a job environment", { environment: "images" }],
  ["ids", { branch: "main", ownerId: "12", repositoryId: "345" }],
  ["an existing provider", { branch: "main", provider: "existing" }],
])("ML-06 a role with %s passes all checks of identities", (_, settings) => {
  const plan = planWith(ML, { components: { "github-actions": { repository: "octo/models", ...settings } } });
  expect(found([...IDENTITY_CHECKS, ...CHECKS], environmentPlan(plan))).toEqual([]);
});

test("ML-06 a role that names the provider by the ARN of the account passes", () => {
  const arn = `arn:aws:iam::222233334444:oidc-provider/${KEY}`;
  expect(
    newlyFound(
      CHECKS,
      PLAN,
      ofGithub((each) => (each["Principal"] = { Federated: arn })),
    ),
  ).toEqual([]);
});

test.each<readonly [string, Edit, string]>([
  [
    "no subject",
    ofGithub(({ Condition }) => Reflect.deleteProperty(Condition.StringEquals as object, `${KEY}:sub`)),
    "its subject is missing, so every repository of GitHub",
  ],
  [
    "no audience",
    ofGithub(({ Condition }) => Reflect.deleteProperty(Condition.StringEquals as object, `${KEY}:aud`)),
    "its audience is missing",
  ],
  [
    "another audience",
    ofGithub(({ Condition }) => (Condition.StringEquals[`${KEY}:aud`] = "https://github.com/octo")),
    "its audience is https://github.com/octo",
  ],
  [
    "no condition",
    ofGithub((each) => Reflect.deleteProperty(each as object, "Condition")),
    "its subject is missing",
  ],
  [
    "two subjects",
    subject(["repo:octo/models:ref:refs/heads/main", "repo:octo@1/models@2:ref:refs/heads/main"]),
    "it names 2 subjects, expected one",
  ],
  ["a wildcard for branches", subject("repo:octo/models:*"), "is not one branch or job environment"],
  [
    "a wildcard in the branch",
    subject("repo:octo/models:ref:refs/heads/*"),
    "is not one branch or job environment",
  ],
  ["pull requests", subject("repo:octo/models:pull_request"), "is not one branch or job environment"],
  ["a tag", subject("repo:octo/models:ref:refs/tags/v1"), "is not one branch or job environment"],
  [
    "only the id of the owner",
    subject("repo:octo@1/models:ref:refs/heads/main"),
    "is not one branch or job environment",
  ],
  [
    "StringLike",
    ofGithub((each) => (each["Condition"] = { StringLike: each["Condition"].StringEquals })),
    `${KEY}:sub is compared with StringLike, expected StringEquals`,
  ],
  [
    "StringLike with a wildcard",
    ofGithub(
      (each) =>
        (each["Condition"] = {
          StringEquals: { [`${KEY}:aud`]: "sts.amazonaws.com" },
          StringLike: { [`${KEY}:sub`]: "repo:octo/*" },
        }),
    ),
    "is not one branch or job environment",
  ],
  [
    "ForAllValues",
    ofGithub((each) => (each["Condition"] = { "ForAllValues:StringEquals": each["Condition"].StringEquals })),
    "is compared with ForAllValues:StringEquals",
  ],
  [
    "another claim",
    ofGithub(({ Condition }) => (Condition.StringEquals[`${KEY}:actor`] = "octocat")),
    "its condition on token.actions.githubusercontent.com:actor is unknown",
  ],
  [
    "the provider of another account",
    ofGithub((each) => (each["Principal"] = { Federated: `arn:aws:iam::999900001111:oidc-provider/${KEY}` })),
    "its principal is not the OIDC provider of GitHub in account 222233334444",
  ],
  [
    "the provider of the cluster",
    ofGithub((each) => (each["Principal"] = { Federated: "${aws_iam_openid_connect_provider.irsa.arn}" })),
    "its principal is not the OIDC provider of GitHub",
  ],
  [
    "two principals",
    ofGithub((each) => (each["Principal"] = { Federated: [each["Principal"].Federated, "*"] })),
    "its principal is not the OIDC provider of GitHub",
  ],
  [
    "NotPrincipal",
    ofGithub((each) => (each["NotPrincipal"] = { AWS: "arn:aws:iam::222233334444:root" })),
    "NotPrincipal matches everyone",
  ],
  ["the effect Deny", ofGithub((each) => (each["Effect"] = "Deny")), "its effect is Deny"],
  [
    "sts:AssumeRole",
    ofGithub((each) => (each["Action"] = ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRole"])),
    "its action is sts:AssumeRoleWithWebIdentity, sts:AssumeRole",
  ],
  [
    "a second statement",
    ({ cluster }) => {
      within(cluster.resource.aws_iam_role.github_actions, "assume_role_policy", ({ Statement }) => {
        Statement.push({ ...Statement[0] });
      });
    },
    "it has several statements, expected one",
  ],
  [
    "a provider with another audience",
    ({ cluster }) =>
      (cluster.resource.aws_iam_openid_connect_provider.github_actions_oidc.client_id_list = [
        "sts.amazonaws.com",
        "other",
      ]),
    "its client ids are sts.amazonaws.com, other",
  ],
])("ML-06 github-trust finds %s", (_, edit, problem) => {
  expect(newlyFound([githubTrust], PLAN, edit)).toContainEqual(expect.stringContaining(problem));
});

test.each<readonly [string, Edit, string]>([
  [
    "another action",
    pushes(([, push]) => push?.["Action"].push("ecr:DeleteRepository")),
    "it allows ecr:DeleteRepository",
  ],
  ["every action of ECR", pushes(([, push]) => push && (push["Action"] = "ecr:*")), "it allows ecr:*"],
  [
    "every repository",
    pushes(([, push]) => push && (push["Resource"] = "*")),
    "on *, which is no repository of a model of this environment",
  ],
  [
    "a repository of another environment",
    pushes(([, push]) =>
      push?.["Resource"].push("arn:aws:ecr:eu-west-1:222233334444:repository/other/model"),
    ),
    "repository/other/model, which is no repository of a model of this environment",
  ],
  [
    "a repository that is left out",
    pushes(([, push]) => push?.["Resource"].shift()),
    "no role for GitHub Actions can push to ml-inference-prod/",
  ],
  [
    "no login",
    pushes((statements) => statements.shift()),
    "it does not allow ecr:GetAuthorizationToken on *",
  ],
  [
    "a login on a repository",
    pushes(([login, push]) => login && (login["Resource"] = push?.["Resource"])),
    "it does not allow ecr:GetAuthorizationToken on *",
  ],
  [
    "a statement of another service",
    pushes((statements) =>
      statements.push({ Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::models/*" }),
    ),
    "it allows s3:PutObject",
  ],
  [
    "a Deny",
    pushes((statements) => statements.push({ Effect: "Deny", Action: "ecr:PutImage", Resource: "*" })),
    "it has a Deny of ecr:PutImage",
  ],
  [
    "NotAction",
    pushes((statements) => statements.push({ Effect: "Allow", NotAction: "iam:*", Resource: "*" })),
    "NotAction matches all except",
  ],
  [
    "a condition on the push",
    pushes(([, push]) => push && (push["Condition"] = { Bool: { "aws:SecureTransport": "true" } })),
    "no role for GitHub Actions can push to",
  ],
  [
    "a managed policy",
    attach("arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser"),
    "AmazonEC2ContainerRegistryPowerUser is attached",
  ],
])("ML-06 github-permissions finds %s", (_, edit, problem) => {
  expect(newlyFound([githubPermissions], PLAN, edit)).toContainEqual(expect.stringContaining(problem));
});

test("ML-06 each action of a push that is missing is named", () => {
  fc.assert(
    fc.property(fc.nat({ max: 6 }), (index) => {
      let removed: unknown;
      const messages = newlyFound(
        [githubPermissions],
        PLAN,
        pushes(([, push]) => ([removed] = push?.["Action"].splice(index, 1) as unknown[])),
      );
      expect(messages.join()).toContain(`needs ${String(removed)}`);
    }),
    { numRuns: 20 },
  );
});

test("ML-06 github-permissions finds a role that may push what the platform runs, such as Argo CD or a chart", () => {
  const plan = planWith("ml-platform", {
    components: { "github-actions": { repository: "octo/models", branch: "main" } },
  });
  const all: Edit = ({ cluster }) => {
    within(cluster.resource.aws_iam_role_policy.github_actions_push_images, "policy", ({ Statement }) => {
      const repositories = Object.keys(cluster.resource.aws_ecr_repository as object);
      const [, push] = Statement as Editable[];
      if (push === undefined) throw new Error("no statement with a push");
      push["Resource"] = repositories.map((name) => `\${aws_ecr_repository.${name}.arn}`);
    });
  };
  expect(newlyFound(CHECKS, plan, () => undefined)).toEqual([]);
  const problems = newlyFound(CHECKS, plan, all).join("\n");
  expect(problems.match(/which is no repository of a model/g)).toHaveLength(43);
  for (const name of [
    "argoproj/argocd",
    "charts/argo-cd",
    "kserve/sklearnserver",
    "prometheus-operator/prometheus-operator",
  ])
    expect(problems).toContain(`repository/ml-platform/${name}, which is no repository of a model`);
  expect(problems).not.toMatch(/ml-platform\/(demand-forecast|sentiment), which/);
});
