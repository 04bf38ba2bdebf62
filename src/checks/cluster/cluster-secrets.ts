import { block, texts } from "../../terraform/stack-json";
import { valueOf } from "../../terraform/environment-plan";
import { type Check, combinedFinding } from "../check";

export const clusterSecrets: Check = {
  id: "cluster-secrets",
  severity: "error",
  title: "Kubernetes Secrets are encrypted with a KMS key of this environment",
  why: "without the key, a copy of etcd is unreadable; encryption can be set only once",
  fix: 'set encryption_config with resources ["secrets"] and a KMS key of this environment',
  source: "Amazon EKS user guide, Encrypt Kubernetes secrets with KMS (read 2026-11-20)",
  scannerRules: ["CKV_AWS_58", "AWS-0039", "EKS.3", "CIS EKS 5.3.1"],
  run: (plan) =>
    plan.resources("aws_eks_cluster").flatMap((cluster) => {
      const encryption = block(cluster.config.encryption_config);
      const key = plan.target(valueOf(cluster, block(encryption.provider).key_arn));
      const encrypted = texts(encryption.resources).includes("secrets") && key?.type === "aws_kms_key";
      return combinedFinding(
        cluster,
        "Kubernetes Secrets",
        encrypted ? [] : ["no KMS key of this environment encrypts them"],
      );
    }),
};
