import facts from "./changed-elsewhere.json";
import { type Json, texts } from "../../terraform/stack-json";
import { lifecycleOf } from "../../terraform/lifecycle";
import { at, type Check } from "../check";

export const ignoredChanges: Check = {
  id: "ignored-changes",
  severity: "error",
  title:
    "a block ignores changes of an argument only if an autoscaler, a schedule, a rotation or AWS itself sets it",
  why: "a rule, a range or a policy that is changed by hand stays open: no plan shows it and no apply corrects it",
  fix: "remove the argument from lifecycle.ignore_changes, and set the value that it should have",
  source:
    "Terraform documentation, The lifecycle meta-argument (read 2026-11-20); src/checks/terraform/changed-elsewhere.json",
  run: (plan) =>
    plan.all.flatMap((resource) => {
      const ignored = ignoredIn(lifecycleOf(resource.config)["ignore_changes"]);
      return ignored.length === 0
        ? []
        : [
            {
              ...at(resource),
              message: `changes that are made by hand stay: it ignores ${ignored.join(", ")}`,
            },
          ];
    }),
};

const OF_OTHERS = facts.arguments.map(({ path }) => new RegExp(path));

/** Ignored arguments that nothing but Terraform should set. */
const ignoredIn = (value: Json | undefined): string[] =>
  texts(value)
    .filter((path) => !OF_OTHERS.some((others) => others.test(path.replace(/\[\d+\]/g, ""))))
    .map((path) => (path === "all" ? "all arguments" : path));
