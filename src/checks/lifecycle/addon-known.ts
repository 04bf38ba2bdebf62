import { ADDON_BUILDS } from "../../catalog/addons";
import { valueOf } from "../../analysis/blocks";
import { type Check, at } from "../check";
import { clusterVersion, versionAt } from "./versions";

export const addonKnown: Check = {
  id: "addon-known",
  severity: "warning",
  title: "pinned add-on builds are confirmed for the Kubernetes version",
  why: "an unconfirmed build may not exist for the version; an unset build changes from day to day",
  fix: "use the build in src/catalog/addons.ts, let the data source look it up, or confirm it with aws eks describe-addon-versions",
  source:
    "src/catalog/addons.ts, and https://docs.aws.amazon.com/eks/latest/userguide/updating-an-add-on.html (2026-11-20)",
  run: (plan) => {
    const cluster = clusterVersion(plan);
    const builds: Readonly<Record<string, string>> = ADDON_BUILDS[cluster ?? ""] ?? {};
    return plan.resources("aws_eks_addon").flatMap((addon) => {
      if (plan.target(valueOf(addon, addon.config["addon_version"]))) return [];
      const build = versionAt(plan, addon, "addon_version");
      const known = builds[versionAt(plan, addon, "addon_name") ?? ""];
      if (build === undefined)
        return [{ ...at(addon), message: "it sets no build, so the build depends on the day of the apply" }];
      if (build === known) return [];
      const instead = known ? `; ${known} is confirmed` : "";
      return [
        { ...at(addon), message: `${build} is not confirmed for Kubernetes ${String(cluster)}${instead}` },
      ];
    });
  },
};
