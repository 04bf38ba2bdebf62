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
