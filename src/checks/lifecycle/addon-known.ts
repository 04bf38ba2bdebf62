import { inLayer } from "../../terraform/environment-plan";
import { addonBuildsFor } from "../../evidence/addon-builds";
import { type Check, at, ruleOf } from "../check";
import { clusterVersion, minorOf, versionAt } from "./versions";
import { KUBERNETES } from "../../facts/kubernetes-versions";
import { NPX } from "../../base/program-name";
import TEXTS from "./texts.json";

export const addonKnown: Check = {
  ...ruleOf(TEXTS, "addon-known"),
  fix: `run ${NPX} lock versions, and record the builds that its commands print in cluster.addonVersions`,
  run: (plan) => {
    const cluster = clusterVersion(plan);
    return plan.resources("aws_eks_addon").flatMap((addon) => {
      if (plan.target(inLayer(addon, addon.config.addon_version))) return [];
      const build = versionAt(plan, addon, "addon_version");
      const name = versionAt(plan, addon, "addon_name") ?? "";
      const confirmed = newestKnown(name, cluster, true);
      const known = confirmed ?? newestKnown(name, cluster, false);
      if (build === undefined)
        return [{ ...at(addon), message: "it sets no build, so the build depends on the day of the apply" }];
      if (known === undefined || !isOlder(build, known.build)) return [];
      const words = confirmed ? "confirmed" : "recorded and not confirmed";
      const also = known.version === cluster ? "" : `; EKS may refuse it for ${String(cluster)}`;
      return [
        {
          ...at(addon),
          message: `${build} is older than ${known.build}, which is ${words} for Kubernetes ${known.version}${also}`,
        },
      ];
    });
  },
};

/** The newest build for a version, or else for the next earlier one: a newer version has no older builds. */
function newestKnown(addon: string, cluster: string | undefined, isConfirmed: boolean) {
  return KUBERNETES.versions
    .filter(({ version }) => (minorOf(version) ?? 0) <= (minorOf(cluster) ?? 0))
    .flatMap(({ version }) =>
      addonBuildsFor(addon, version, isConfirmed).map((build) => ({ version, build })),
    )
    .at(-1);
}

/** Compares builds such as `v1.3.10-eksbuild.3` number by number. */
function isOlder(build: string, known: string): boolean {
  const [own, other] = [build, known].map((each) => (each.match(/\d+/g) ?? []).map(Number));
  const differs = (own ?? []).findIndex((number, index) => number !== other?.[index]);
  return differs >= 0 && (own?.[differs] ?? 0) < (other?.[differs] ?? 0);
}
