import { isInternet } from "../../infrastructure/network-ranges";
import { type Check, combinedFinding, ruleOf } from "../check";
import { block, isFalse, isTrue, texts } from "../../terraform/stack-json";
import TEXTS from "./texts.json";

export const clusterEndpoint: Check = {
  ...ruleOf(TEXTS, "cluster-endpoint"),
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
