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
