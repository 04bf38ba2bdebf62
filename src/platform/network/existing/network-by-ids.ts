import { type DataAwsVpcEndpoint } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint";
import { type Construct } from "constructs";
import { awsLocation } from "../../../shared/aws/aws";
import { type ExistingConfig } from "../../environment/existing-network";
import { type EndpointService } from "../../facts/endpoints";
import { type SecurityGroupName } from "../../names/network-names";
import { type ComposedEnvironment } from "../../parts/compose";
import { contributed } from "../../parts/contributions";
import { publicRegistries } from "../../parts/images";
import { objectsOfNodes } from "../endpoints/s3-endpoint-policy";
import { type Zone } from "../network";
import { type Tier } from "../subnet-tags";
import { FoundEndpoints } from "./found-endpoints";
import { FoundNetwork } from "./found-network";
import { FoundSecurityGroups } from "./found-security-groups";
import { type Named, byId, byTags } from "./lookup";
import { type ExistingRoute } from "./subnet-checks";

/** Parts of a network that exist. */
export interface GivenParts {
  /** @default - all are created */
  readonly groups?: Readonly<Partial<Record<SecurityGroupName, string>>>;
  /** @default - all are created */
  readonly endpoints?: Readonly<Partial<Record<EndpointService, DataAwsVpcEndpoint>>>;
}

export interface Place {
  readonly region: string;
  readonly vpcCidr: string;
  readonly zones: readonly Zone[];
  readonly namePrefix: string;
  readonly clusterName: string;
}

/** An existing network by ids or tags, and those of its groups and endpoints that have an id. */
export function foundByIds(
  scope: Construct,
  id: string,
  environment: ComposedEnvironment,
  place: Place,
  existing: ExistingConfig,
): { readonly network: FoundNetwork; readonly given: GivenParts } {
  const { config, names } = environment;
  const { region, namePrefix, clusterName } = place;
  const network = new FoundNetwork(scope, id, {
    region,
    vpcCidr: place.vpcCidr,
    zones: place.zones,
    clusterName,
    vpc: existing.vpcId === undefined ? byTags(existing.vpcTags ?? {}) : byId(existing.vpcId),
    subnet: (tier, letter) => subnetOf(existing, tier, region, config.network.zones.indexOf(letter), letter),
    isByName: false,
    privateRouteTableIds: existing.privateRouteTableIds,
    privateRoutes: existing.privateRouteTableIds === undefined ? routesOf(environment) : [],
    egress: config.network.egress,
    subnetTags: existing.subnetTags,
    privateSubnetTags: contributed(environment, "privateSubnetTags"),
  });
  const { vpcId, privateSubnetIds, privateTableIds } = network;
  const groups =
    Object.keys(existing.securityGroupIds).length === 0
      ? {}
      : new FoundSecurityGroups(network, "SecurityGroups", {
          region,
          vpcId,
          namePrefix,
          rules: existing.rules ?? [],
          nodeTags: contributed(environment, "nodeSecurityGroupTags"),
          given: existing.securityGroupIds,
        }).ids;
  const services = Object.keys(existing.endpointIds) as EndpointService[];
  const objects = objectsOfNodes({
    location: awsLocation(config.account, region),
    modelBucket: names.modelBucket,
    buckets: environment.parts.flatMap(({ contributes }) => contributes.buckets),
    registries: publicRegistries(environment),
  });
  const { endpoints } = new FoundEndpoints(network, "Endpoints", {
    region,
    vpcId,
    services,
    privateSubnetIds,
    privateRouteTableIds: privateTableIds,
    // Interfaces require a group, by a rule of the file.
    securityGroupId: groups.endpoints ?? "",
    given: { ids: existing.endpointIds, objects },
  });
  return { network, given: { groups, endpoints } };
}

function subnetOf(
  existing: ExistingConfig,
  tier: Tier,
  region: string,
  index: number,
  letter: string,
): Named {
  const id = existing[`${tier}SubnetIds`]?.[index];
  return id === undefined ? byTags(existing[`${tier}SubnetTags`] ?? {}, `${region}${letter}`) : byId(id);
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
