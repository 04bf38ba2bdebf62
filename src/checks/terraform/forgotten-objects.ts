import { stateChangesIn } from "../../infrastructure/state-blocks";
import { type Check, ruleOf } from "../check";
import TEXTS from "./texts.json";

/** Objects that are kept on purpose: the repository of a removed model has its images (docs/decisions/0027). */
const KEPT = /^aws_ecr_repository\./;

export const forgottenObjects: Check = {
  ...ruleOf(TEXTS, "forgotten-objects"),
  run: (plan) =>
    plan.inAllStacks((stack, layer) =>
      [...stateChangesIn(stack).forgotten]
        .filter((from) => !KEPT.test(from) && plan.find(layer, from) === undefined)
        .map((from) => ({
          layer,
          address: "removed",
          message: `Terraform forgets ${from}, and its object stays`,
        })),
    ),
};
