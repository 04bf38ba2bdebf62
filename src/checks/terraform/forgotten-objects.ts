import { inAllStacks } from "../../terraform/environment-plan";
import { forgottenIn } from "../../infrastructure/state-blocks";
import { type Check } from "../check";

/** Objects that are kept on purpose: the repository of a removed model has its images (docs/decisions/0027). */
const KEPT = /^aws_ecr_repository\./;

export const forgottenObjects: Check = {
  id: "forgotten-objects",
  severity: "warning",
  title: "no block makes Terraform forget an object that stays in the account",
  why: "the object keeps its data, its rights and its cost, and no plan and no destroy finds it again",
  fix: "set lifecycle.destroy to true, or import the object in the stack that owns it from now on; remove the block once it is applied",
  source:
    "Terraform documentation, removed block reference (unconfirmed); docs/decisions/0027-retained-repositories.md",
  run: (plan) =>
    inAllStacks(plan, (stack, layer) =>
      [...forgottenIn(stack)]
        .filter((from) => !KEPT.test(from) && plan.find(layer, from) === undefined)
        .map((from) => ({
          layer,
          address: "removed",
          message: `Terraform forgets ${from}, and its object stays`,
        })),
    ),
};
