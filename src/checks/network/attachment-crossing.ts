import { attachmentsOf } from "../../analysis/network/attachments";
import { endpointsOf } from "../../analysis/network/endpoints";
import { distinct } from "../../analysis/network/interface-sets";
import { holds, rangeOf } from "../../analysis/network/ranges";
import { rulesOf } from "../../analysis/network/rules";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, at } from "../check";
import { vpcRangesOf } from "./vpcs";

export const attachmentCrossing: Check = {
  id: "attachment-crossing",
  severity: "warning",
  title: "no rule lets another network use the interface endpoints of this VPC",
  why: "connections to the Kubernetes API and to internal load balancers cross a peering connection or a transit gateway, because public DNS resolves their names to private addresses. Private DNS names of interface endpoints resolve in this VPC only, and the S3 gateway endpoint serves this VPC only: neither crosses",
  fix: "remove the rule; give the other network endpoints of its own",
  source:
    'AWS PrivateLink guide, "Access an AWS service using an interface VPC endpoint" and "Gateway endpoints"; EKS user guide, "cluster-endpoint" (read 2026-11-20)',
  run: (plan) => {
    if (attachmentsOf(plan).length === 0) return [];
    return endpointRulesFromOutside(plan).map(({ resource, peer }) => ({
      ...at(resource),
      message: `${"cidr" in peer ? peer.cidr : ""} is outside the VPC, where the private DNS names of interface endpoints do not resolve, and the S3 gateway endpoint does not serve it`,
    }));
  },
};

function endpointRulesFromOutside(plan: EnvironmentPlan) {
  const groups = new Set(endpointsOf(plan).flatMap((endpoint) => endpoint.groups));
  return distinct(rulesOf(plan).all).filter(({ group, direction, peer }) => {
    if (direction !== "ingress" || !groups.has(group) || !("cidr" in peer)) return false;
    const range = rangeOf(peer.cidr);
    return range !== undefined && !vpcRangesOf(plan).some((vpc) => holds(vpc, range));
  });
}
