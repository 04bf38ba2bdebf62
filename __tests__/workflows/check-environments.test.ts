import { type Answers, withGithub } from "./github-api";
import { RIGHT_ENVIRONMENTS, reviewed } from "./right-environments";

const checked = (over: Answers) =>
  withGithub({ ...RIGHT_ENVIRONMENTS, ...over }, "check-environments.mjs", ["prod"]);
const plan = (over: object): Answers => ({ "/repos/o/r/environments/plan": reviewed(over) });

test("environments that admit the default branch only, with reviewers, are right", async () =>
  expect(await checked({})).toMatchObject({
    status: 0,
    printed: expect.stringMatching(/^plan: ok\nprod-plan: ok\nprod: ok\n/) as string,
    calls: [],
  }));

test.each<readonly [fault: string, over: Answers, message: string]>([
  ["no such environment", { "/repos/o/r/environments/plan": undefined }, "does not exist"],
  ["every branch", plan({ deployment_branch_policy: null }), "admits every branch"],
  [
    "another branch",
    {
      "/repos/o/r/environments/plan/deployment-branch-policies": {
        branch_policies: [{ name: "main" }, { name: "release/*" }],
      },
    },
    "admits main, release/*",
  ],
  ["no reviewers", plan({ protection_rules: [] }), "no required reviewers"],
  [
    "self-review",
    plan({ protection_rules: [{ type: "required_reviewers", prevent_self_review: false, reviewers: [{}] }] }),
    "Prevent self-review",
  ],
  ["bypass by administrators", plan({ can_admins_bypass: true }), "administrators can bypass"],
])("%s is found", async (_, over, message) => {
  const { status, printed } = await checked(over);
  expect(status).toBe(1);
  expect(printed).toContain(message);
});
