import { changelog, type HandedEnvironment } from "./changelog";
import { planWorkflow } from "./plan-workflow";

/**
 * Files that belong to the owner from the beginning, by path. The first hand-over writes them, and no later one compares, changes or
 * restores them.
 */
export const ownerFiles = (handed: HandedEnvironment): ReadonlyMap<string, string> =>
  new Map([
    ["CHANGELOG.md", changelog(handed)],
    [".github/workflows/plan.yml", planWorkflow(handed)],
  ]);
