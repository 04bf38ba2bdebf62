import { type DataAwsVpcEndpoint } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint";
import { type Construct } from "constructs";
import { type EndpointService } from "../../../environment/endpoints";
import { type SecurityGroupName } from "../../../environment/network-names";
import { FoundEndpoints, type GivenEndpoints } from "./found-endpoints";
import { FoundNetwork, type FoundNetworkProps } from "./found-network";
import { FoundSecurityGroups, type NamedGroups } from "./found-security-groups";

export interface NetworkByIdsProps extends FoundNetworkProps, NamedGroups {
  readonly securityGroupIds: Readonly<Partial<Record<SecurityGroupName, string>>>;
  readonly endpoints: GivenEndpoints;
}

/** Parts of a network that exist. */
export interface GivenParts {
  /** @default - all are created */
  readonly groups?: Readonly<Partial<Record<SecurityGroupName, string>>>;
  /** @default - all are created */
  readonly endpoints?: Readonly<Partial<Record<EndpointService, DataAwsVpcEndpoint>>>;
}

/** An existing network by ids or tags, and those of its groups and endpoints that have an id. None is changed. */
export class NetworkByIds extends FoundNetwork {
  readonly given: GivenParts;

  constructor(scope: Construct, id: string, props: NetworkByIdsProps) {
    super(scope, id, props);
    const { securityGroupIds: given, endpoints } = props;
    const { vpcId } = this;
    const groups =
      Object.keys(given).length === 0
        ? {}
        : new FoundSecurityGroups(this, "SecurityGroups", { ...props, vpcId, given }).ids;
    const found = new FoundEndpoints(this, "Endpoints", {
      ...props,
      vpcId,
      services: Object.keys(endpoints.ids) as EndpointService[],
      privateSubnetIds: this.privateSubnetIds,
      privateRouteTableIds: this.privateTableIds,
      securityGroupId: groups.endpoints,
      given: endpoints,
    });
    this.given = { groups, endpoints: found.endpoints };
  }
}
