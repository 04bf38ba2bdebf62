import { type Answers, withGithub } from "./github-api";

const reviewed = (over: object = {}) => ({
  protection_rules: [{ type: "required_reviewers", prevent_self_review: true, reviewers: [{}] }],
  deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  can_admins_bypass: false,
  ...over,
});
const main = { branch_policies: [{ name: "main", type: "branch" }] };

const RIGHT: Answers = {
  "/repos/o/r": { default_branch: "main" },
  ...Object.fromEntries(
    ["plan", "prod-plan", "prod"].flatMap((name) => [
      [`/repos/o/r/environments/${name}`, reviewed(name === "prod-plan" ? { protection_rules: [] } : {})],
      [`/repos/o/r/environments/${name}/deployment-branch-policies`, main],
    ]),
  ),
};

const checked = (over: Answers) => withGithub({ ...RIGHT, ...over }, "check-environments.mjs", ["prod"]);
const plan = (over: object): Answers => ({ "/repos/o/r/environments/plan": reviewed(over) });

test("environments that admit the default branch only, with reviewers, are right", async () =>
  expect(await checked({})).toMatchObject({
    status: 0,
    printed: "plan: ok\nprod-plan: ok\nprod: ok\n",
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
