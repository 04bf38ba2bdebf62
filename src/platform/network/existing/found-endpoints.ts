import { DataAwsVpcEndpoint } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint";
import { Construct } from "constructs";
import { type EndpointService, endpointTypeOf } from "../../../environment/endpoints";
import { type S3Call } from "../endpoints/s3-endpoint-policy";
import { interfaceEndpointChecks, s3EndpointCheck } from "./endpoint-checks";
import { givenEndpointChecks } from "./given-endpoint-checks";

export interface FoundEndpointsProps {
  readonly region: string;
  readonly vpcId: string;
  readonly services: readonly EndpointService[];
  /** Ids of the endpoints, and what nodes call at them. @default - they are found by service */
  readonly given?: GivenEndpoints;
  /** Subnets and security group of each interface endpoint, and route tables of the gateway endpoint. */
  readonly privateSubnetIds: readonly string[];
  readonly privateRouteTableIds: readonly string[];
  readonly securityGroupId: string;
}

export interface GivenEndpoints {
  readonly ids: Readonly<Partial<Record<EndpointService, string>>>;
  /** Calls of nodes and pods to S3. */
  readonly calls: readonly S3Call[];
}

/** The endpoints that the YAML file declares, found by service within the VPC or by their ids. */
export class FoundEndpoints extends Construct {
  readonly ids: Partial<Record<EndpointService, string>>;
  readonly endpoints: Partial<Record<EndpointService, DataAwsVpcEndpoint>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FoundEndpointsProps,
  ) {
    super(scope, id);
    const found = props.services.map((service) => [service, this.find(service)] as const);
    this.endpoints = Object.fromEntries(found);
    this.ids = Object.fromEntries(found.map(([service, { id }]) => [service, id]));
  }

  private find(service: EndpointService): DataAwsVpcEndpoint {
    const { region, vpcId, privateSubnetIds, privateRouteTableIds, securityGroupId, given } = this.props;
    const isGateway = endpointTypeOf(service) === "gateway";
    const checks = isGateway
      ? [s3EndpointCheck(region, privateRouteTableIds)]
      : interfaceEndpointChecks({ region, service, securityGroupId, subnetIds: privateSubnetIds });
    const id = given?.ids[service];
    if (given && id !== undefined) {
      const expected = { region, service, id, vpcId, calls: given.calls };
      return new DataAwsVpcEndpoint(this, service, {
        id,
        lifecycle: { postcondition: [...givenEndpointChecks(expected), ...checks] },
      });
    }
    return new DataAwsVpcEndpoint(this, service, {
      vpcId,
      serviceName: `com.amazonaws.${region}.${service}`,
      // A service can have endpoints of both types, and AWS lists an endpoint for a while after its deletion.
      filter: [{ name: "vpc-endpoint-type", values: [isGateway ? "Gateway" : "Interface"] }],
      state: "available",
      lifecycle: { postcondition: checks },
    });
  }
}
