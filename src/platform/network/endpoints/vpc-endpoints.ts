import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { type DataAwsVpcEndpoint } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint";
import { Construct } from "constructs";
import { type EndpointService, endpointTypeOf } from "../../../environment/endpoints";

export interface EndpointRequest {
  readonly service: string;
  /** Titles of the parts that call the service, for the tag `RequestedBy`. */
  readonly callers: readonly string[];
}

export interface VpcEndpointsProps {
  readonly region: string;
  readonly vpcId: string;
  readonly namePrefix: string;
  readonly requests: readonly EndpointRequest[];
  readonly privateSubnetIds: readonly string[];
  readonly privateRouteTableIds: readonly string[];
  readonly securityGroupId: string;
  /** Policy of the S3 endpoint. */
  readonly s3Policy: string;
  /** Endpoints that exist. @default - all are created */
  readonly given?: Readonly<Partial<Record<EndpointService, DataAwsVpcEndpoint>>>;
}

/**
 * VPC endpoints for AWS services: a gateway for S3; for other services an interface in each zone, with
 * private DNS.
 */
export class VpcEndpoints extends Construct {
  readonly ids: Partial<Record<EndpointService, string>>;
  /** Prefix list of S3's ranges, for security group rules. */
  readonly s3PrefixListId: string;
  /** Regional DNS names of interface endpoints, for alias records, by service. */
  readonly aliases: Readonly<Record<string, { readonly name: string; readonly zoneId: string }>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: VpcEndpointsProps,
  ) {
    super(scope, id);
    const { given = {} } = props;
    const endpoints = props.requests.map((request) => {
      const existing = given[request.service as EndpointService];
      return [request.service, existing ?? this.endpoint(request)] as const;
    });
    this.ids = Object.fromEntries(endpoints.map(([service, endpoint]) => [service, endpoint.id]));
    this.aliases = Object.fromEntries(
      endpoints
        .filter(([service]) => endpointTypeOf(service) === "interface")
        .map(([service, { dnsEntry }]) => {
          // AWS lists the name of all zones first.
          const { dnsName, hostedZoneId } = dnsEntry.get(0);
          return [service, { name: dnsName, zoneId: hostedZoneId }];
        }),
    );
    const s3 = endpoints.find(([service]) => service === "s3");
    if (!s3) throw new Error("no component requires the S3 endpoint, but every image has its layers in S3");
    this.s3PrefixListId = s3[1].prefixListId;
  }

  private endpoint({ service, callers }: EndpointRequest): VpcEndpoint {
    const { region, vpcId, privateSubnetIds, privateRouteTableIds, securityGroupId, s3Policy } = this.props;
    const type = endpointTypeOf(service);
    return new VpcEndpoint(this, service, {
      vpcId,
      serviceName: `com.amazonaws.${region}.${service}`,
      ...(type === "gateway"
        ? {
            vpcEndpointType: "Gateway",
            routeTableIds: [...privateRouteTableIds],
            policy: s3Policy,
          }
        : {
            vpcEndpointType: "Interface",
            subnetIds: [...privateSubnetIds],
            securityGroupIds: [securityGroupId],
            privateDnsEnabled: true,
          }),
      tags: { Name: endpointName(this.props.namePrefix, service), RequestedBy: callers.join(" + ") },
    });
  }
}

/** `mlops-hybrid-ecr-api-endpoint`, or `mlops-hybrid-s3-gateway-endpoint` for the gateway. */
function endpointName(namePrefix: string, service: string): string {
  const kind = endpointTypeOf(service) === "gateway" ? "gateway-endpoint" : "endpoint";
  return `${namePrefix}-${service.replace(".", "-")}-${kind}`;
}
