import { type Check, ruleOf } from "./check";
import TEXTS from "./texts.json";

const FIX = "run synth again, or move what you need to an own Terraform file";

/**
 * The check on the origin of each block. Commands that read an output folder apply it (`project/origins`), so it is not part of
 * `CHECKS`.
 */
export const EDITED_CHECK: Check = {
  ...ruleOf(TEXTS, "edited"),
  fix: FIX,
  insteadOfWaiver: `remove the waiver; ${FIX}`,
  run: () => [],
};

/** The check on each block whose origin nothing tells: commands compare it with a synth of the recorded settings. */
export const DIFFERENCE_CHECK: Check = {
  ...ruleOf(TEXTS, "differs-from-synth"),
  fix: "review what the message lists, and restore what you did not change",
  insteadOfWaiver: "remove the waiver; the warning fails no command",
  run: () => [],
};
