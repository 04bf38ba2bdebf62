import { combinedFinding, texts, valueOf } from "../../analysis/blocks";
import { reference } from "../../analysis/references";
import { type Check } from "../check";

export const oidcProvider: Check = {
  id: "oidc-provider",
  severity: "error",
  title: "IAM trusts the tokens of this environment's own cluster, and only those made out to STS",
  why: "with another issuer no pod gets a role, or pods of another cluster do",
  fix: "make aws_iam_openid_connect_provider from the cluster's identity[0].oidc[0].issuer, with sts.amazonaws.com as its one client id",
  source: "Amazon EKS user guide, Create an IAM OIDC provider for your cluster (read 2026-11-20)",
  run: (plan) => {
    const providers = plan.resources("aws_iam_openid_connect_provider");
    const clusters = plan.resources("aws_eks_cluster");
    const wrong = providers.flatMap((provider) => {
      const named = reference(plan, valueOf(provider, provider.config["url"]));
      const clients = texts(provider.config["client_id_list"]);
      return combinedFinding(provider, "OIDC provider", [
        ...(named?.target.type === "aws_eks_cluster" && named.attribute === "identity[0].oidc[0].issuer"
          ? []
          : ["its url is not the issuer of this environment's cluster"]),
        ...(clients.join() === "sts.amazonaws.com"
          ? []
          : [`it takes tokens for ${clients.join(", ") || "nobody"}, expected sts.amazonaws.com`]),
      ]);
    });
    const served = new Set(providers.map((each) => plan.target(valueOf(each, each.config["url"]))));
    const alone = clusters
      .filter((cluster) => providers.length === 0 && !served.has(cluster))
      .flatMap((cluster) =>
        combinedFinding(cluster, "identity of pods", [
          "no OIDC provider in IAM for this cluster, so no pod gets a role",
        ]),
      );
    return [...wrong, ...alone];
  },
};
