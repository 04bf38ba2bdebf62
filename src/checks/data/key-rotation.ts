import { groupBy } from "../../base/group-by";
import { isTrue, number, text } from "../../terraform/stack-json";
import { inLayer } from "../../terraform/environment-plan";
import { type Check, ruleOf } from "../check";
import TEXTS from "./texts.json";
import { blockFindings } from "../runner/block-findings";

/** Days during which a key deletion can be cancelled; AWS allows 7 to 30. */
const LONGEST_WINDOW = 30;

export const keyRotation: Check = {
  ...ruleOf(TEXTS, "key-rotation"),
  run: (plan) => {
    const aliases = groupBy(plan.resources("aws_kms_alias"), (alias) =>
      plan.target(inLayer(alias, alias.config.target_key_id)),
    );
    const replicated = new Set(
      plan
        .resources("aws_kms_replica_key")
        .map((replica) => plan.target(inLayer(replica, replica.config.primary_key_arn))),
    );
    return plan
      .resources("aws_kms_key")
      .flatMap((key) =>
        blockFindings(plan, key, "key", [
          ...(isTrue(key.config.enable_key_rotation) ? [] : ["it does not rotate"]),
          ...((number(key.config.deletion_window_in_days) ?? LONGEST_WINDOW) === LONGEST_WINDOW
            ? []
            : [
                `its deletion window is ${String(key.config.deletion_window_in_days)} days, expected ${LONGEST_WINDOW}`,
              ]),
          ...((aliases.get(key) ?? []).some(({ config }) => /^alias\/[\w/-]+$/.test(text(config.name) ?? ""))
            ? []
            : [{ convention: "it has no alias" }]),
          ...(key.config.is_enabled === undefined || isTrue(key.config.is_enabled) ? [] : ["it is disabled"]),
          ...(isTrue(key.config.multi_region) && !replicated.has(key)
            ? [
                "multi_region lets its material be copied to other regions, and no aws_kms_replica_key of these stacks does that",
              ]
            : []),
        ]),
      );
  },
};
