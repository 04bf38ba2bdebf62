import { type Answers } from "./github-api";

/** A GitHub environment with required reviewers. */
export const reviewed = (over: object = {}) => ({
  protection_rules: [{ type: "required_reviewers", prevent_self_review: true, reviewers: [{}] }],
  deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  can_admins_bypass: false,
  ...over,
});

const main = { branch_policies: [{ name: "main", type: "branch" }] };

/** Answers of GitHub for the environment `prod` with right settings. */
export const RIGHT_ENVIRONMENTS: Answers = {
  "/repos/o/r": { default_branch: "main" },
  ...Object.fromEntries(
    ["plan", "prod-plan", "prod"].flatMap((name) => [
      [`/repos/o/r/environments/${name}`, reviewed(name === "prod-plan" ? { protection_rules: [] } : {})],
      [`/repos/o/r/environments/${name}/deployment-branch-policies`, main],
    ]),
  ),
};
