import { type Check } from "./check";

/**
 * The check on the origin of each block. Commands that read an output folder apply it (`tools/shared/origins`), so it is not part of
 * `CHECKS`. `runChecks` offers its findings to no waiver.
 */
export const EDITED_CHECK: Check = {
  id: "edited",
  severity: "error",
  title: "an output folder has only what this version writes from the inputs",
  why: "an edit of an output is in no review of the inputs, and the next synth undoes it",
  fix: "run synth again, or move what you need to an own Terraform file",
  source: "decisions/0092-origin-of-each-block.md",
  run: () => [],
};
