import { isFound } from "../../model/blocks";
import { internetRoutes } from "../../model/network/routing";
import { subnetsOf } from "../../model/network/subnets";
import { type Check, at } from "../check";

export const publicSubnetAddresses: Check = {
  id: "public-subnet-addresses",
  severity: "warning",
  title: "no subnet assigns public addresses at launch",
  why: "load balancers and NAT gateways get public addresses without it; anything launched there by mistake is on the internet",
  fix: "remove network.publicSubnets.mapPublicIpOnLaunch",
  source: "AWS Security Hub, EC2.15 (read 2026-11-20)",
  scannerRules: ["CKV_AWS_130", "AWS-0164", "EC2.15"],
  run: (plan) =>
    [...subnetsOf(plan).values()]
      .filter(({ resource, givesPublicAddresses }) => givesPublicAddresses && !isFound(resource))
      .map(({ resource, table }) => ({
        ...at(resource),
        message:
          internetRoutes(table, "internet").length > 0
            ? "instances launched in this subnet are on the internet"
            : "instances launched in this subnet get a public address without an internet route",
        key: ["mapPublicIpOnLaunch"],
      })),
};
