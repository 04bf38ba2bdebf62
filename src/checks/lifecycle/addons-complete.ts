import facts from "./needed-addons.json";
import { type Check, at, ruleOf } from "../check";
import { clusters, versionAt } from "./versions";
import TEXTS from "./texts.json";

export const addonsComplete: Check = {
  ...ruleOf(TEXTS, "addons-complete"),
  run: (plan) => {
    const names = new Set(
      plan.resources("aws_eks_addon").map((addon) => versionAt(plan, addon, "addon_name")),
    );
    return clusters(plan)
      .filter(({ resource }) => resource.config["bootstrap_self_managed_addons"] === false)
      .flatMap(({ resource }) =>
        Object.entries(facts.needed)
          .filter(([name]) => !names.has(name))
          .map(([name, what]) => ({
            ...at(resource),
            message: `add-on ${name}, which ${what}, is not installed`,
          })),
      );
  },
};
