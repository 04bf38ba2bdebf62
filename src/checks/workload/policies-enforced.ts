import { addonOf } from "../../infrastructure/kubernetes-releases";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type Check, combinedFinding } from "../check";

export const policiesEnforced: Check = {
  id: "policies-enforced",
  severity: "error",
  title: "the VPC CNI enforces network policies",
  why: "the VPC CNI silently ignores every NetworkPolicy unless enforcement is enabled",
  fix: 'set enableNetworkPolicy to "true" in the configuration of the vpc-cni add-on',
  source: "Amazon EKS user guide, Limit Pod traffic with Kubernetes network policies (read 2026-11-20)",
  scannerRules: ["CIS EKS 4.3.1"],
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
