import { block } from "../../terraform/stack-json";
import { type Check, combinedFinding } from "../check";

export const hybridNodes: Check = {
  id: "hybrid-nodes",
  severity: "error",
  title: "the control plane admits no nodes and pods of networks outside of the VPC",
  why: "no check sees the machines, routes and rules of such a network, which reach the control plane and its webhooks",
  fix: "remove remote_network_config",
  source: "EKS user guide, Prepare networking for hybrid nodes (unconfirmed)",
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
