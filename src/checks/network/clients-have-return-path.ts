import { type Check } from "../check";
import { openingsOf } from "../../infrastructure/network-openings";
import { returnPathFindings } from "./return-paths";

export const clientsHaveReturnPath: Check = {
  id: "clients-have-return-path",
  severity: "warning",
  title:
    "this side of the path from clients outside the VPC to internal load balancers is complete; the other side is declared",
  why: "the responses of a load balancer need a route to each range of its clients; routes of the other network and the acceptance of the attachment are not in the stacks",
  fix: "add the ranges to cidrs of an entry of network.attachments, or remove them from entry.clientCidrs",
  source:
    'VPC peering guide, "vpc-peering-routing"; Transit Gateway guide, "how-transit-gateways-work" (read 2026-11-20)',
  run: (plan) =>
    returnPathFindings(
      plan,
      openingsOf(plan).listeners.filter(({ interfaces }) => interfaces.internetFacing === false),
    ),
};
