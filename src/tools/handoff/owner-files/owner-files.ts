import { type Layer } from "../../../shared/terraform/layers";
import { type Format } from "../module/format";
import { changelog } from "./changelog";
import { planWorkflow } from "./plan-workflow";

/** The hand-over of an environment, as files of its owner name it. */
export interface HandedEnvironment {
  readonly environment: string;
  readonly format: Format;
  /** Modules in the order in which they are applied. */
  readonly layers: readonly Layer[];
}

/**
 * Files that belong to the owner from the beginning, by path. The first hand-over writes them, and no later one compares, changes or
 * restores them.
 */
export const ownerFiles = (handed: HandedEnvironment): ReadonlyMap<string, string> =>
  new Map([
    ["CHANGELOG.md", changelog(handed)],
    [".github/workflows/plan.yml", planWorkflow(handed)],
  ]);
