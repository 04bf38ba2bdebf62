import { KUBERNETES } from "../../facts/kubernetes-versions";
import {
  type EnvironmentPlan,
  type PlannedResource,
  type ResourceOf,
  inLayer,
} from "../../terraform/environment-plan";
import { at, type Check, ruleOf } from "../check";
import { clusterVersion, minorOf, versionAt } from "./versions";
import TEXTS from "./texts.json";

export const addonVersion: Check = {
  ...ruleOf(TEXTS, "addon-version"),
  run: (plan) =>
    plan.resources("aws_eks_addon").flatMap((addon) => {
      const wrong = problem(plan, addon, clusterVersion(plan));
      return wrong ? [{ ...at(addon), message: wrong }] : [];
    }),
};

function problem(
  plan: EnvironmentPlan,
  addon: ResourceOf<"aws_eks_addon">,
  cluster: string | undefined,
): string | undefined {
  const name = versionAt(plan, addon, "addon_name");
  const lookup = plan.target(inLayer(addon, addon.config.addon_version));
  if (lookup) return wrongLookup(plan, lookup, name, cluster);
  const build = versionAt(plan, addon, "addon_version");
  if (build === undefined) return undefined;
  if (!/^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(build))
    return `${build} is not an add-on build such as v1.2.3-eksbuild.4`;
  const [wanted, minor] = [minorOf(cluster), minorOf(build)];
  // Only kube-proxy has the minor version of Kubernetes.
  if (name !== "kube-proxy" || wanted === undefined || minor === undefined) return undefined;
  return minor > wanted || minor < wanted - KUBERNETES.mostSkew
    ? `kube-proxy ${build} is not compatible with Kubernetes ${String(cluster)}`
    : undefined;
}

function wrongLookup(
  plan: EnvironmentPlan,
  lookup: PlannedResource,
  addon: string | undefined,
  cluster: string | undefined,
): string | undefined {
  const name = versionAt(plan, lookup, "addon_name");
  const version = versionAt(plan, lookup, "kubernetes_version");
  if (name !== addon) return `its build is looked up for add-on ${String(name)}, but it is ${String(addon)}`;
  return version === cluster
    ? undefined
    : `its build is looked up for Kubernetes ${String(version)}, but the cluster runs ${String(cluster)}`;
}
