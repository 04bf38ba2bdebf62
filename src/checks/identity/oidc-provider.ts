import { type Check, combinedFinding, ruleOf } from "../check";
import { texts } from "../../terraform/stack-json";
import { inLayer } from "../../terraform/environment-plan";
import { TOKEN_ISSUERS } from "../../infrastructure/token-issuers";
import { reference } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const oidcProvider: Check = {
  ...ruleOf(TEXTS, "oidc-provider"),
  run: (plan) => {
    const providers = plan
      .resources("aws_iam_openid_connect_provider")
      .filter((provider) => !TOKEN_ISSUERS.some((issuer) => issuer.isProvider(plan, provider)));
    const clusters = plan.resources("aws_eks_cluster");
    const wrong = providers.flatMap((provider) => {
      const named = reference(plan, inLayer(provider, provider.config.url));
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
    const served = new Set(providers.map((each) => plan.target(inLayer(each, each.config.url))));
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
