import { addonOf } from "../../infrastructure/kubernetes-releases";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const policiesEnforced: Check = {
  ...ruleOf(TEXTS, "policies-enforced"),
  run: (plan) => {
    if (objectsOf(plan).ofKind("network_policy").length === 0) return [];
    const [cluster] = plan.resources("aws_eks_cluster");
    const cni = addonOf(plan, "vpc-cni");
    if (!cni)
      return cluster ? combinedFinding(cluster, "network policies", ["no vpc-cni add-on enforces them"]) : [];
    return combinedFinding(
      cni.resource,
      "network policies",
      String(cni.settings["enableNetworkPolicy"]) === "true"
        ? []
        : ["its configuration does not enable enforcement"],
    );
  },
};
