import { block, isTrue } from "../../model/blocks";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding, at } from "../check";
import { apiOpeningsOf } from "../../model/network/openings";
import { returnPathFindings } from "./return-paths";

export const operatorsReachApi: Check = {
  id: "operators-reach-api",
  severity: "warning",
  title:
    "this side of the path from operators or runners to the private Kubernetes API is complete; the other side is declared",
  why: "to apply the platform and models layers, and to run kubectl, they must connect to it; a rule alone is no path, since the responses need a route to each range of cluster.apiAccess. Routes of the other network and the acceptance of the attachment are not in the stacks. Clients that a rule names by their security group are not judged, since their addresses are unknown",
  fix: "add the ranges or security groups of operators and runners to cluster.apiAccess, and the ranges outside the VPC to cidrs of an entry of network.attachments",
  source:
    'EKS user guide, "cluster-endpoint"; VPC peering guide, "vpc-peering-routing"; Transit Gateway guide, "how-transit-gateways-work" (read 2026-11-20)',
  run: (plan) => [...closed(plan), ...returnPathFindings(plan, apiOpeningsOf(plan))],
};

function closed(plan: EnvironmentPlan): Finding[] {
  return apiOpeningsOf(plan)
    .filter(
      ({ interfaces, rules }) =>
        rules.length === 0 &&
        !isTrue(block(interfaces.resource.config["vpc_config"])["endpoint_public_access"]),
    )
    .map(({ interfaces }) => ({
      ...at(interfaces.resource),
      message: "the API has only a private endpoint, and no rule allows an operator or runner on TCP 443",
      // The network and cluster layers need no such path.
      isNotice: true,
    }));
}
