import { USUAL } from "../../../src/cost/line";
import { estimate } from "../../../src/cost/estimate";
import { reviewOf } from "../../review/pairs";
import { environmentPlan } from "../../support/altered";
import { bundleOfPlan } from "../../support/bundles";
import { planWith } from "../../support/changed-plans";
import { TODAY } from "../../support/findings";

const ML = "ml-inference-prod";

const withRole = (settings: object, change: object = {}) =>
  planWith(ML, {
    components: { "github-actions": { repository: "octo/models", branch: "main", ...settings } },
    ...change,
  });

const reviewBetween = (before: object, after: object): string =>
  JSON.stringify(
    reviewOf({
      environment: ML,
      before: withRole(before).output,
      after: withRole(after).output,
    }),
  );

test("ML-06 a review shows who can push with the new role, and what the role permits", () => {
  const review = JSON.stringify(
    reviewOf({ environment: ML, before: planWith(ML, {}).output, after: withRole({}).output }),
  );
  expect(review).toContain("trust policy of role ");
  expect(review).toContain("ml-inference-github-actions");
  expect(review).toContain("repo:octo/models:ref:refs/heads/main");
  expect(review).toContain("ecr:PutImage");
});

test("ML-06 a review shows another trusted branch as a new permission", () => {
  const review = reviewBetween({}, { branch: "develop" });
  expect(review).toContain("repo:octo/models:ref:refs/heads/develop");
  expect(review).not.toContain("ecr:PutImage");
});

test("ML-06 the role and the provider cost nothing", () => {
  const lines = (plan: ReturnType<typeof planWith>) =>
    estimate(environmentPlan(plan), { today: TODAY, ...USUAL }).lines.map((line) => JSON.stringify(line));
  expect(lines(withRole({}))).toEqual(lines(planWith(ML, {})));
});

describe("the hand-over", () => {
  test("ML-06 names the provider that the account must have", async () => {
    const { files } = await bundleOfPlan(withRole({ provider: "existing" }));
    expect(files.get("README.md")).toContain(
      "The OIDC provider `https://token.actions.githubusercontent.com` in IAM of the account.",
    );
  });

  test("ML-06 has the ARN of the role as an output of the cluster module", async () => {
    const { files } = await bundleOfPlan(withRole({}));
    expect(files.get("cluster/README.md")).toContain("github_actions_role_arn");
    expect(files.get("README.md")).not.toContain("The OIDC provider");
  });
});
