import { block } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const hybridNodes: Check = {
  ...ruleOf(TEXTS, "hybrid-nodes"),
  run: (plan) =>
    plan
      .resources("aws_eks_cluster")
      .flatMap((cluster) =>
        combinedFinding(
          cluster,
          "the control plane",
          Object.keys(block(cluster.config.remote_network_config)).length === 0
            ? []
            : ["it admits nodes and pods of networks outside of the VPC (remote_network_config)"],
        ),
      ),
};
