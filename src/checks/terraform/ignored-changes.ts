import facts from "./changed-elsewhere.json";
import { type Json, texts } from "../../terraform/stack-json";
import { lifecycleOf } from "../../terraform/lifecycle";
import { at, type Check, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const ignoredChanges: Check = {
  ...ruleOf(TEXTS, "ignored-changes"),
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
