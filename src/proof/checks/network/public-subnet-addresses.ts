import { isFound } from "../../model/blocks";
import { idOf, internetRoutes } from "../../model/network/routing";
import { subnetsOf } from "../../model/network/subnets";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { type Check, at } from "../check";

export const publicSubnetAddresses: Check = {
  id: "public-subnet-addresses",
  severity: "error",
  title: "no subnet assigns public addresses at launch",
  why: "load balancers and NAT gateways get public addresses without it; anything launched there by mistake is on the internet",
  fix: "remove network.publicSubnets.mapPublicIpOnLaunch",
  source: "AWS Security Hub, EC2.15 (read 2026-11-20)",
  scannerRules: ["CKV_AWS_130", "AWS-0164", "EC2.15"],
  run: (plan, { statedOf }) =>
    [...subnetsOf(plan).values()]
      .filter(({ resource, givesPublicAddresses }) => givesPublicAddresses && !isFound(resource))
      .map(({ resource, table }) => ({
        ...at(resource),
        message:
          internetRoutes(table, "internet").length > 0
            ? "instances launched in this subnet are on the internet"
            : "instances launched in this subnet get a public address without an internet route",
        key: ["mapPublicIpOnLaunch"],
        ...(isPublic(plan, resource) && statedOf(plan.name).openingKeys?.has(KEY) === true
          ? { requestedBy: KEY }
          : {}),
      })),
};

const KEY = "network.publicSubnets.mapPublicIpOnLaunch";

/** Whether a subnet is one of those that the key shapes. */
const isPublic = (plan: EnvironmentPlan, subnet: PlannedResource): boolean =>
  internetRoutes(subnetsOf(plan).get(idOf(subnet))?.table, "internet").length > 0 &&
  /^aws_subnet\.public_\w+$/.test(subnet.address);
