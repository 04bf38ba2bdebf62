import { gatewayCalls } from "./gateway-calls";
import { type ExistingNetworkProps } from "../network/existing/existing-network";
import { type NamedLookup, byId, byTags } from "../network/existing/lookup";
import { type NetworkByIdsProps } from "../network/existing/network-by-ids";
import { type ExistingRoute } from "../network/existing/subnet-checks";
import { callsToGateways } from "../network/endpoints/gateway-policies";
import { type Apart, type Tier } from "../network/subnet-tags";
import { zonesOf } from "../../environment/zones";
import { type EnvironmentConfig } from "../../environment/schema";
import { contributed } from "./contributions";
import { type ComposedEnvironment } from "../contract";

type ExistingConfig = NonNullable<EnvironmentConfig["network"]["existing"]>;

/** Properties of an existing network by ids. */
export function networkByIds(environment: ComposedEnvironment, existing: ExistingConfig): NetworkByIdsProps {
  const { config } = environment;
  return {
    ...common(environment, existing),
    vpc: existing.vpcId === undefined ? byTags(existing.vpcTags ?? {}) : byId(existing.vpcId),
    subnet: (tier, letter) => subnetOf(environment, existing, tier, letter),
    isByName: false,
    nameServers: existing.nameServers,
    privateRouteTableIds: existing.privateRouteTableIds,
    privateRoutes: existing.privateRouteTableIds === undefined ? routesOf(environment) : [],
    securityGroupIds: existing.securityGroupIds,
    endpoints: {
      account: config.account,
      ids: existing.endpointIds,
      calls: callsToGateways(gatewayCalls(environment)),
    },
  };
}

/** Properties of an existing network by names. */
export const networkByNames = (
  environment: ComposedEnvironment,
  existing: ExistingConfig,
): ExistingNetworkProps => ({
  ...common(environment, existing),
  vpcName: environment.names.vpc,
  publicSubnetPrefix: environment.names.publicSubnets,
  privateSubnetPrefix: environment.names.privateSubnets,
  endpoints: existing.endpoints ?? [],
});

const common = (environment: ComposedEnvironment, { rules = [], subnetTags }: ExistingConfig) => ({
  region: environment.config.region,
  vpcCidr: environment.config.network.vpcCidr,
  zones: zonesOf(environment),
  namePrefix: environment.names.prefix,
  clusterName: environment.names.cluster,
  egress: environment.config.network.egress,
  rules,
  subnetTags,
  privateSubnetTags: contributed(environment, "privateSubnetTags"),
  nodeTags: contributed(environment, "nodeSecurityGroupTags"),
});

function subnetOf(
  { config: { region, network } }: ComposedEnvironment,
  existing: ExistingConfig,
  tier: Tier | Apart,
  letter: string,
): NamedLookup {
  // A created VPC alone has a range of pods.
  const ids = tier === "pod" ? undefined : existing[`${tier}SubnetIds`];
  const id = ids?.[network.zones.indexOf(letter)];
  const tags = tier === "public" || tier === "private" ? existing[`${tier}SubnetTags`] : undefined;
  return id === undefined ? byTags(tags ?? {}, `${region}${letter}`) : byId(id);
}

/** Routes to attachments, all of which exist. */
const routesOf = ({ config }: ComposedEnvironment): ExistingRoute[] =>
  config.network.attachments.flatMap(({ cidrs, attachmentId, ...attachment }) =>
    cidrs.map((cidr) => ({
      cidr,
      target:
        attachment.type === "peering"
          ? { argument: "vpc_peering_connection_id", id: attachmentId ?? "" }
          : { argument: "transit_gateway_id", id: attachment.transitGatewayId },
    })),
  );
