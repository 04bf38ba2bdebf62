import { isFound, combinedFinding } from "../../analysis/blocks";
import { internetRoutes } from "../../analysis/network/routing";
import { subnetsOf } from "../../analysis/network/subnets";
import { type Check } from "../check";

export const publicSubnetAddresses: Check = {
  id: "public-subnet-addresses",
  severity: "warning",
  title: "no subnet assigns public addresses at launch",
  why: "load balancers and NAT gateways get public addresses without it; anything launched there by mistake is on the internet",
  fix: "leave mapPublicIpOnLaunch out",
  source: "AWS Security Hub, EC2.15 (read 2026-11-20)",
  scannerRules: ["CKV_AWS_130", "AWS-0164", "EC2.15"],
  run: (plan) =>
    [...subnetsOf(plan).values()]
      .filter(({ resource, givesPublicAddresses }) => givesPublicAddresses && !isFound(resource))
      .flatMap(({ resource, table }) =>
        combinedFinding(resource, "subnet", [
          internetRoutes(table, "internet").length > 0
            ? "instances launched in it are on the internet"
            : "instances launched in it get a public address without an internet route",
        ]),
      ),
};
