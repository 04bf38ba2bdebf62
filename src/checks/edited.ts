import { type Check } from "./check";

const FIX = "run synth again, or move what you need to an own Terraform file";

/**
 * The check on the origin of each block. Commands that read an output folder apply it (`project/origins`), so it is not part of
 * `CHECKS`.
 */
export const EDITED_CHECK: Check = {
  id: "edited",
  severity: "error",
  title: "an output folder has only what this version writes from the inputs",
  why: "an edit of an output is in no review of the inputs, and the next synth undoes it",
  fix: FIX,
  insteadOfWaiver: `remove the waiver; ${FIX}`,
  source: "docs/decisions/0092-origin-of-each-block.md",
  run: () => [],
};
