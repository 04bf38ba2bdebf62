import { type PriceItem } from "../facts/items";
import {
  type EnvironmentPlan,
  inLayer,
  isFound,
  memoizePerPlan,
  type PlannedResource,
} from "../terraform/environment-plan";
import { endpointsOf } from "./network-endpoints";
import { loadBalancersOf } from "./network-load-balancers";
import { blocks } from "../terraform/stack-json";
import { attributesOf } from "./text-attributes";

/** An hourly charge billed as AmazonVPC, used or not. */
interface VpcCharge {
  readonly item: "interface endpoint" | "public IPv4 address";
  readonly resource: PlannedResource;
  /** Zones of an endpoint, or addresses. */
  readonly count: number;
  readonly unitPrice: PriceItem;
}

export const vpcChargesOf = memoizePerPlan((plan: EnvironmentPlan): readonly VpcCharge[] => [
  ...endpointCharges(plan),
  ...addressCharges(plan),
]);

function endpointCharges(plan: EnvironmentPlan): VpcCharge[] {
  return endpointsOf(plan)
    .filter(({ kind }) => kind === "Interface")
    .map(({ resource, subnets }) => ({
      item: "interface endpoint",
      resource,
      // The subnets of an existing endpoint are unknown: it has one in each zone.
      count: isFound(resource)
        ? new Set(subnets.map(({ zone }) => zone)).size
        : plan.items(inLayer(resource, attributesOf(resource)["subnet_ids"])).length,
      unitPrice: "interfaceEndpointHour",
    }));
}

/** Elastic IPs, also of NAT gateways, and one address in each zone of an internet-facing load balancer. */
function addressCharges(plan: EnvironmentPlan): VpcCharge[] {
  const elastic = plan.resources("aws_eip").map((resource) => ({ resource, count: 1 }));
  const balancers = loadBalancersOf(plan)
    .filter(({ internetFacing, resource }) => internetFacing === true && !bringsAddresses(resource))
    .map(({ resource, zones }) => ({ resource, count: zones }));
  return [...elastic, ...balancers].map((each) => ({
    ...each,
    item: "public IPv4 address",
    unitPrice: "publicAddressHour",
  }));
}

const bringsAddresses = ({ config }: PlannedResource): boolean =>
  blocks(config["subnet_mapping"]).some((mapping) => mapping["allocation_id"] !== undefined);
