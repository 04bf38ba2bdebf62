import { type Construct } from "constructs";
import { type EndpointService } from "../../../environment/endpoints";
import { type SecurityGroupName } from "../../../environment/network-names";
import { type INetwork } from "../../stack-outputs/network";
import { FoundEndpoints } from "./found-endpoints";
import { FoundNetwork, type FoundNetworkProps } from "./found-network";
import { FoundSecurityGroups, type NamedGroups } from "./found-security-groups";
import { lookupByName } from "./lookup";
import { subnetName } from "../zones";

export interface ExistingNetworkProps
  extends Omit<FoundNetworkProps, "vpc" | "subnet" | "isByName">, NamedGroups {
  /** Value of the VPC's `Name` tag. */
  readonly vpcName: string;
  /** Name of a subnet, before its zone. */
  readonly publicSubnetPrefix: string;
  readonly privateSubnetPrefix: string;
  /** Services with an endpoint in the VPC. */
  readonly endpoints: readonly EndpointService[];
}

/**
 * An existing network. All its resources are found by name, and none is created or changed. A plan fails with
 * the necessary command where the network differs from the YAML file.
 */
export class ExistingNetwork extends FoundNetwork implements INetwork {
  readonly securityGroupIds: Readonly<Record<SecurityGroupName, string>>;
  readonly endpointIds: Partial<Record<EndpointService, string>>;

  constructor(scope: Construct, id: string, props: ExistingNetworkProps) {
    const { region, publicSubnetPrefix, privateSubnetPrefix } = props;
    super(scope, id, {
      ...props,
      vpc: lookupByName(props.vpcName),
      subnet: (tier, letter) =>
        lookupByName(
          subnetName(tier === "public" ? publicSubnetPrefix : privateSubnetPrefix, `${region}${letter}`),
        ),
      isByName: true,
    });
    const { vpcId } = this;
    const groups = new FoundSecurityGroups(this, "SecurityGroups", { ...props, vpcId });
    // Without given ids, all four are found.
    this.securityGroupIds = groups.ids as Record<SecurityGroupName, string>;
    this.endpointIds = new FoundEndpoints(this, "Endpoints", {
      ...props,
      vpcId,
      services: props.endpoints,
      privateSubnetIds: this.privateSubnetIds,
      privateRouteTableIds: this.privateTableIds,
      securityGroupId: this.securityGroupIds.endpoints,
    }).ids;
  }
}
