import { type Check, combinedFinding } from "../check";
import { texts } from "../../terraform/stack-json";
import { valueOf } from "../../terraform/environment-plan";
import { TOKEN_ISSUERS } from "../../infrastructure/token-issuers";
import { reference } from "../../infrastructure/text-references";

export const oidcProvider: Check = {
  id: "oidc-provider",
  severity: "error",
  title: "IAM trusts the tokens of this environment's cluster, only with the audience of STS",
  why: "with another issuer, pods cannot assume their roles, or pods of another cluster can",
  fix: "set the url of aws_iam_openid_connect_provider to the cluster's identity[0].oidc[0].issuer, and client_id_list to sts.amazonaws.com alone",
  source: "Amazon EKS user guide, Create an IAM OIDC provider for your cluster (read 2026-11-20)",
  run: (plan) => {
    const providers = plan
      .resources("aws_iam_openid_connect_provider")
      .filter((provider) => !TOKEN_ISSUERS.some((issuer) => issuer.isProvider(plan, provider)));
    const clusters = plan.resources("aws_eks_cluster");
    const wrong = providers.flatMap((provider) => {
      const named = reference(plan, valueOf(provider, provider.config.url));
      const clients = texts(provider.config.client_id_list);
      return combinedFinding(provider, "OIDC provider", [
        ...(named?.target.type === "aws_eks_cluster" && named.attribute === "identity[0].oidc[0].issuer"
          ? []
          : ["its url is not the issuer of this environment's cluster"]),
        ...(clients.join() === "sts.amazonaws.com"
          ? []
          : [`its client ids are ${clients.join(", ") || "empty"}, expected sts.amazonaws.com`]),
      ]);
    });
    const served = new Set(providers.map((each) => plan.target(valueOf(each, each.config.url))));
    const alone = clusters
      .filter((cluster) => providers.length === 0 && !served.has(cluster))
      .flatMap((cluster) =>
        combinedFinding(cluster, "IAM roles of pods", [
          "IAM has no OIDC provider for this cluster, so pods cannot assume roles",
        ]),
      );
    return [...wrong, ...alone];
  },
};
