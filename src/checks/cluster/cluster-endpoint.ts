import { isInternet } from "../../infrastructure/network-ranges";
import { type Check, combinedFinding } from "../check";
import { block, isFalse, isTrue, texts } from "../../terraform/stack-json";

export const clusterEndpoint: Check = {
  id: "cluster-endpoint",
  severity: "error",
  title: "the Kubernetes API has a private endpoint, and a public endpoint only for listed ranges",
  why: "a public endpoint lets anyone on the internet try credentials; without the private endpoint, nodes leave the VPC to reach the API",
  fix: "set endpoint_private_access to true, and set endpoint_public_access explicitly: its default is true",
  source: "Amazon EKS user guide, Cluster API server endpoint (read 2026-11-20)",
  scannerRules: [
    "CKV_AWS_38",
    "CKV_AWS_39",
    "AWS-0040",
    "AWS-0041",
    "EKS.1",
    "CIS EKS 5.4.1",
    "CIS EKS 5.4.2",
  ],
  run: (plan) =>
    plan.resources("aws_eks_cluster").flatMap((cluster) => {
      const config = block(cluster.config.vpc_config);
      const open = config.endpoint_public_access;
      const ranges = texts(config.public_access_cidrs);
      return combinedFinding(cluster, "Kubernetes API", [
        ...(isTrue(config.endpoint_private_access) ? [] : ["it has no private endpoint"]),
        ...(isTrue(open) || isFalse(open)
          ? []
          : ["endpoint_public_access is not set, and its default is true"]),
        ...(isTrue(open) && ranges.length === 0
          ? ["its public endpoint is open to the internet: public_access_cidrs is empty"]
          : []),
        ...ranges.filter(isInternet).map((range) => `its public endpoint is open to ${range}`),
      ]);
    }),
};
