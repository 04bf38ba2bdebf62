import { type Check, at } from "../check";
import { clusters, versionAt } from "./versions";

export const addonsComplete: Check = {
  id: "addons-complete",
  severity: "error",
  title: "a cluster without self-managed add-ons has the add-ons that nodes and pods require",
  why: "without CNI and kube-proxy, no node becomes ready; without CoreDNS, no pod resolves a name; without the Pod Identity agent, pods with an association have no credentials",
  fix: "add the add-on to the cluster layer, or omit bootstrap_self_managed_addons",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html (2026-11-20)",
  run: (plan) => {
    const names = new Set(
      plan.resources("aws_eks_addon").map((addon) => versionAt(plan, addon, "addon_name")),
    );
    return clusters(plan)
      .filter(({ resource }) => resource.config["bootstrap_self_managed_addons"] === false)
      .flatMap(({ resource }) =>
        Object.entries(NEEDED)
          .filter(([name]) => !names.has(name))
          .map(([name, what]) => ({
            ...at(resource),
            message: `add-on ${name}, which ${what}, is not installed`,
          })),
      );
  },
};

const NEEDED: Readonly<Record<string, string>> = {
  "vpc-cni": "assigns pod addresses",
  "kube-proxy": "routes Services to pods",
  coredns: "resolves names",
  "eks-pod-identity-agent": "serves the credentials of Pod Identity associations",
};
