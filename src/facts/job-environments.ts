import { own } from "../base/own";

/** The GitHub environment of plans before the merge, which all environments of a repository share. */
export const PULL_REQUESTS = "plan";

/** The GitHub environment of plans after the merge. That of applies has the name of the environment. */
export const planEnvironment = (name: string): string => `${name}-plan`;

/**
 * GitHub environments whose jobs are others.
 *
 * Source: GitHub Docs, "Using custom workflows with GitHub Pages", and "Customizing the development environment for GitHub Copilot coding
 * agent" (search results, read 2026-11-29).
 */
const OF_GITHUB: Readonly<Record<string, string>> = {
  "github-pages": "the GitHub environment of jobs of GitHub Pages",
  copilot: "the GitHub environment of jobs of the Copilot agent, which nobody reviewed",
};

/**
 * Another thing with the name of an environment: jobs of a GitHub environment get each role that trusts it, so that an
 * apply role would trust plans without reviewers. Undefined for a free name.
 */
export function takenName(name: string, all: readonly string[]): string | undefined {
  if (name === PULL_REQUESTS) return "the GitHub environment of plans of pull requests";
  const planned = all.find((other) => planEnvironment(other) === name);
  if (planned !== undefined) return `the GitHub environment of plans of ${planned}`;
  const deployed = all.find((other) => `${name}-`.startsWith(`${other}-deployer-`));
  if (deployed !== undefined) return `roles and policies of the deployer of ${deployed}`;
  return own(OF_GITHUB, name);
}

/** The fix for a name that is taken. */
export const RENAME =
  "rename the file before the first apply; where the environment exists, apply it without the GitHub workflows";
