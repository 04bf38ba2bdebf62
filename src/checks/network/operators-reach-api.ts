import { block, isTrue } from "../../analysis/blocks";
import { type Check, at } from "../check";
import { apiOpeningsOf } from "./openings";

export const operatorsReachApi: Check = {
  id: "operators-reach-api",
  severity: "warning",
  title: "operators or runners reach the private Kubernetes API",
  why: "to apply the platform and models layers, and to run kubectl, they must connect to it",
  fix: "add the ranges or security groups of operators and runners to cluster.apiAccess",
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
        message: "the API has only a private endpoint, and no rule allows an operator or runner on TCP 443",
      })),
};
