import { DataAwsVpcEndpoint } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint";
import { Construct } from "constructs";
import { type EndpointService, endpointTypeOf } from "../../facts/endpoints";
import { interfaceEndpointChecks, s3EndpointCheck } from "./endpoint-checks";

export interface FoundEndpointsProps {
  readonly region: string;
  readonly vpcId: string;
  readonly services: readonly EndpointService[];
  /** Subnets and security group of each interface endpoint, and route tables of the gateway endpoint. */
  readonly privateSubnetIds: readonly string[];
  readonly privateRouteTableIds: readonly string[];
  readonly securityGroupId: string;
}

/** The endpoints that the YAML file declares, found by service within the VPC. */
export class FoundEndpoints extends Construct {
  readonly ids: Partial<Record<EndpointService, string>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FoundEndpointsProps,
  ) {
    super(scope, id);
    this.ids = Object.fromEntries(props.services.map((service) => [service, this.find(service).id]));
  }

  private find(service: EndpointService): DataAwsVpcEndpoint {
    const { region, vpcId, privateSubnetIds, privateRouteTableIds, securityGroupId } = this.props;
    const isGateway = endpointTypeOf(service) === "gateway";
    return new DataAwsVpcEndpoint(this, service, {
      vpcId,
      serviceName: `com.amazonaws.${region}.${service}`,
      // A service can have endpoints of both types, and AWS lists an endpoint for a while after its deletion.
      filter: [{ name: "vpc-endpoint-type", values: [isGateway ? "Gateway" : "Interface"] }],
      state: "available",
      lifecycle: {
        postcondition: isGateway
          ? [s3EndpointCheck(region, privateRouteTableIds)]
          : interfaceEndpointChecks({ region, service, securityGroupId, subnetIds: privateSubnetIds }),
      },
    });
  }
}
