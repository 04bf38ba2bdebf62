import { component } from "../../platform/contract";
import { githubActionsRules, oneProvider } from "./rules";
import { type GithubActionsSettings, settings } from "./settings";

/** Runs outside of the cluster: a role for workflows of one repository, and no pods. */
export const githubActions = component<GithubActionsSettings>({
  id: "github-actions",
  title: "GitHub Actions",
  settings,
  rules: githubActionsRules,
  rulesAcross: oneProvider,
});
