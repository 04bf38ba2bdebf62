import { isTrue, combinedFinding } from "../../analysis/blocks";
import { addonOf } from "../../analysis/cluster/addons";
import { objectsOf } from "../../analysis/kubernetes/objects";
import { type Check } from "../check";

export const policiesEnforced: Check = {
  id: "policies-enforced",
  severity: "error",
  title: "somebody enforces the network policies",
  why: "the VPC CNI ignores every NetworkPolicy until it is told to enforce them, and says nothing",
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
      isTrue(cni.settings["enableNetworkPolicy"]) ? [] : ["its configuration does not enforce them"],
    );
  },
};
