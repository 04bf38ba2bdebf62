import { type Check, ruleOf } from "./check";
import TEXTS from "./texts.json";

const FIX = "run synth again, or move what you need to an own Terraform file";

/**
 * The checks on the origin of each block. Commands that read an output folder or a hand-over apply them (`project/origins`,
 * `cli/check`), so they are not part of `CHECKS`.
 */
export const ORIGIN_CHECKS = {
  /** On an output with its inputs, or with a record of its files. */
  edited: {
    ...ruleOf(TEXTS, "edited"),
    fix: FIX,
    insteadOfWaiver: `remove the waiver; ${FIX}`,
    run: () => [],
  },
  /** On blocks whose origin nothing tells: they are compared with a synth of the recorded settings. */
  differing: {
    ...ruleOf(TEXTS, "differs-from-synth"),
    fix: "review what the message lists, and restore what you did not change",
    insteadOfWaiver: "remove the waiver; the warning fails no command",
    run: () => [],
  },
  /** On the settings of such an environment, which its owner can change. */
  refused: {
    ...ruleOf(TEXTS, "settings-allowed"),
    fix: "correct the setting",
    insteadOfWaiver: "remove the waiver; correct the setting",
    run: () => [],
  },
} satisfies Readonly<Record<string, Check>>;
