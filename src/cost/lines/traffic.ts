import { type LoadBalancer, loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { vpcChargesOf } from "../../infrastructure/vpc-charges";
import { labelsOf } from "../../infrastructure/kubernetes-labels";
import { internetRoutes, subnetsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { type Costing, type CostLine, costLine, type LinesOf, times } from "../line";
import { counted } from "../../base/counted";
import { BILLING } from "../../facts/billing";
import { block } from "../../terraform/stack-json";

/**
 * Traffic. Its volume is an assumption: the same GB a month through load balancers, through endpoints and through NAT,
 * each split evenly across the resources of its kind.
 */
export const trafficLines: LinesOf = (costing) => [
  ...endpointTraffic(costing),
  ...natTraffic(costing),
  ...loadBalancerTraffic(costing),
];

function endpointTraffic(costing: Costing): CostLine[] {
  const endpoints = vpcChargesOf(costing.plan).filter(({ item }) => item === "interface endpoint");
  return endpoints.map(({ resource }) =>
    costLine(costing, resource, {
      item: "endpoint traffic",
      billedAs: BILLING.vpcService,
      unitPrice: "interfaceEndpointGb",
      factors: [times(costing.gb / endpoints.length, "GB")],
      assumption: `${costing.gb} GB split across ${counted(endpoints.length, "endpoint")}; traffic between zones and to the S3 gateway endpoint is free`,
    }),
  );
}

function natTraffic(costing: Costing): CostLine[] {
  const { plan, gb } = costing;
  const users = natUsers(plan);
  return plan.resources("aws_nat_gateway").flatMap((gateway) => {
    const own = users.filter((user) => user.gateway === gateway);
    const far = own.filter((user) => user.isFar);
    const share = (count: number) => times((gb * count) / users.length, "GB");
    if (own.length === 0) return [];
    return [
      costLine(costing, gateway, {
        item: "NAT traffic",
        billedAs: "AmazonEC2",
        unitPrice: "natGatewayGb",
        factors: [share(own.length)],
        assumption: `${gb} GB from ${counted(users.length, "private subnet")}, such as image pulls; inbound internet traffic is free`,
      }),
      ...(far.length === 0
        ? []
        : [
            costLine(costing, gateway, {
              item: "cross-zone traffic",
              billedAs: "AWSDataTransfer",
              unitPrice: "crossZoneGb",
              factors: [share(far.length)],
              assumption: `${far.length} of ${counted(users.length, "private subnet")} through a NAT gateway in another zone; 0.01 USD per GB on each side`,
            }),
          ]),
    ];
  });
}

/** NAT gateways by the subnets that use them, and whether the gateway is in another zone. */
function natUsers(plan: EnvironmentPlan): { gateway: PlannedResource; isFar: boolean }[] {
  const subnets = subnetsOf(plan);
  return [...subnets.values()].flatMap(({ table, zone }) => {
    const gateway = internetRoutes(table, "nat")[0]?.gateway;
    if (!gateway) return [];
    const home = subnets.get(plan.identity(inLayer(gateway, gateway.config["subnet_id"])));
    return [{ gateway, isFar: home?.zone !== zone }];
  });
}

function loadBalancerTraffic(costing: Costing): CostLine[] {
  const balancers = loadBalancersOf(costing.plan);
  const gb = times(costing.gb / balancers.length, "GB");
  return balancers.flatMap((balancer) => {
    const { resource, kind, internetFacing, zones } = balancer;
    const split = `${costing.gb} GB split across ${counted(balancers.length, "load balancer")}`;
    return [
      costLine(costing, resource, {
        item: kind === "network" ? "NLB capacity" : "ALB capacity",
        billedAs: "AWSELB",
        unitPrice: kind === "network" ? "nlbCapacityHour" : "albCapacityHour",
        factors: [{ ...gb, unit: "LCU-h" }],
        assumption: `${split}; 1 GB is 1 LCU-hour; connections and rules are assumed to need no more`,
      }),
      ...(internetFacing === true
        ? [
            costLine(costing, resource, {
              item: "traffic to the internet",
              billedAs: "AWSDataTransfer",
              unitPrice: "internetOutGb",
              factors: [gb],
              assumption: `${split}; the account's 100 free GB are not deducted`,
            }),
          ]
        : []),
      ...(crossesZones(balancer) && zones > 1
        ? [
            costLine(costing, resource, {
              item: "cross-zone traffic",
              billedAs: "AWSDataTransfer",
              unitPrice: "crossZoneGb",
              factors: [times((gb.max * (zones - 1)) / zones, "GB")],
              assumption: `${split}; ${zones - 1} of ${zones} connections ${zones === 2 ? "reaches" : "reach"} a pod in another zone; 0.01 USD per GB on each side`,
            }),
          ]
        : []),
    ];
  });
}

/** True for an NLB with cross-zone load balancing, which is billed for traffic to other zones; an ALB is not. */
function crossesZones({ kind, resource }: LoadBalancer): boolean {
  const attributes = labelsOf(block(resource.config["metadata"])["annotations"])[
    "service.beta.kubernetes.io/aws-load-balancer-attributes"
  ];
  return kind === "network" && /load_balancing\.cross_zone\.enabled=true/.test(attributes ?? "");
}
