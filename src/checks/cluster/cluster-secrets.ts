import { block, texts } from "../../terraform/stack-json";
import { inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const clusterSecrets: Check = {
  ...ruleOf(TEXTS, "cluster-secrets"),
  run: (plan) =>
    plan.resources("aws_eks_cluster").flatMap((cluster) => {
      const encryption = block(cluster.config.encryption_config);
      const key = plan.target(inLayer(cluster, block(encryption.provider).key_arn));
      const encrypted = texts(encryption.resources).includes("secrets") && key?.type === "aws_kms_key";
      return combinedFinding(
        cluster,
        "Kubernetes Secrets",
        encrypted ? [] : ["no KMS key of this environment encrypts them"],
      );
    }),
};
