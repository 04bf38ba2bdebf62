import { internetRoutes, type Subnet, subnetsOf } from "../../infrastructure/network-routes";
import { at, type Check, ruleOf } from "../check";
import { isFound } from "../../terraform/environment-plan";
import TEXTS from "./texts.json";

export const publicSubnetAddresses: Check = {
  ...ruleOf(TEXTS, "public-subnet-addresses"),
  run: (plan, { statedOf }) =>
    [...subnetsOf(plan).values()]
      .filter(({ resource, givesPublicAddresses }) => givesPublicAddresses && !isFound(resource))
      .map((subnet) => ({
        ...at(subnet.resource),
        message: isPublic(subnet)
          ? "instances launched in this subnet are on the internet"
          : "instances launched in this subnet get a public address without an internet route",
        key: ["mapPublicIpOnLaunch"],
        ...(isShaped(subnet) && statedOf(plan.name).openingKeys?.has(KEY) === true
          ? { requestedBy: KEY }
          : {}),
      })),
};

const KEY = "network.publicSubnets.mapPublicIpOnLaunch";

const isPublic = ({ table }: Subnet): boolean => internetRoutes(table, "internet").length > 0;

/** Whether a subnet is one of those that the key shapes. */
const isShaped = (subnet: Subnet): boolean =>
  isPublic(subnet) && /^aws_subnet\.public_\w+$/.test(subnet.resource.address);
