import { block, isTrue } from "../../analysis/blocks";
import { type Check, at } from "../check";
import { apiOpeningsOf } from "./openings";

export const operatorsReachApi: Check = {
  id: "operators-reach-api",
  severity: "warning",
  title: "somebody besides nodes and pods reaches the private Kubernetes API",
  why: "whoever applies the platform and models layers, or runs kubectl, has to connect to it",
  fix: "name the ranges or groups of operators and runners under cluster.apiAccess",
  source: 'EKS user guide, "cluster-endpoint" (read 2026-11-20)',
  run: (plan) =>
    apiOpeningsOf(plan)
      .filter(
        ({ interfaces, rules }) =>
          rules.length === 0 &&
          !isTrue(block(interfaces.resource.config["vpc_config"])["endpoint_public_access"]),
      )
      .map(({ interfaces }) => ({
        ...at(interfaces.resource),
        message:
          "the API has only a private endpoint, and no rule admits an operator or runner to it on TCP 443",
      })),
};
