import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { type DataAwsVpcEndpoint } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint";
import { DataAwsVpcEndpointService } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint-service";
import { TerraformIterator } from "cdktf";
import { Construct } from "constructs";
import { type EndpointService, endpointTypeOf } from "../../../environment/endpoints";
import { awsCommand } from "../existing/aws-command";

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
  /** Names of the zones of the private subnets. */
  readonly zones: readonly string[];
  readonly subnetIds: readonly string[];
  readonly privateRouteTableIds: readonly string[];
  readonly securityGroupId: string;
  /** Policy of a gateway endpoint. */
  readonly policyOf: (service: string) => string;
  /** Endpoints that exist. @default - all are created */
  readonly given?: Readonly<Partial<Record<EndpointService, DataAwsVpcEndpoint>>>;
}

/**
 * VPC endpoints for AWS services: a gateway for S3 and DynamoDB; for other services an interface in each zone, with
 * private DNS.
 */
export class VpcEndpoints extends Construct {
  readonly ids: Partial<Record<EndpointService, string>>;
  /** Prefix lists of the ranges of services with a gateway, for security group rules. */
  readonly prefixListIds: Readonly<Record<string, string>>;
  /** Regional DNS names of interface endpoints, for alias records, by service. */
  readonly aliases: Readonly<Record<string, { readonly name: string; readonly zoneId: string }>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: VpcEndpointsProps,
  ) {
    super(scope, id);
    const { given = {} } = props;
    const created = props.requests.map(({ service }) => service as EndpointService).filter(isInterface);
    this.readZones(created.filter((service) => given[service] === undefined));
    const endpoints = props.requests.map((request) => {
      const existing = given[request.service as EndpointService];
      return [request.service, existing ?? this.endpoint(request)] as const;
    });
    this.ids = Object.fromEntries(endpoints.map(([service, endpoint]) => [service, endpoint.id]));
    this.aliases = Object.fromEntries(
      endpoints
        .filter(([service]) => isInterface(service))
        .map(([service, { dnsEntry }]) => {
          // AWS lists the name of all zones first.
          const { dnsName, hostedZoneId } = dnsEntry.get(0);
          return [service, { name: dnsName, zoneId: hostedZoneId }];
        }),
    );
    const gateways = endpoints.filter(([service]) => !isInterface(service));
    this.prefixListIds = Object.fromEntries(
      gateways.map(([service, { prefixListId }]) => [service, prefixListId]),
    );
  }

  /** Reads the zones of services, since AWS refuses an endpoint in a zone that lacks its service. GovCloud lists no zones. */
  private readZones(services: readonly EndpointService[]): void {
    if (services.length === 0) return;
    const { region, zones } = this.props;
    const each = TerraformIterator.fromList([...services].sort());
    const lacking = `setsubtract([${zones.join(", ")}], self.availability_zones)`;
    const list = awsCommand(region, "ec2 describe-vpc-endpoint-services", {
      "service-names": "${self.service_name}",
      query: "ServiceDetails[].AvailabilityZones",
      output: "text",
    });
    new DataAwsVpcEndpointService(new Construct(this, "Services"), "created", {
      forEach: each,
      service: each.value,
      serviceType: "Interface",
      lifecycle: {
        postcondition: [
          {
            condition: `\${length(self.availability_zones) == 0 || length(${lacking}) == 0}`,
            errorMessage: `\${self.service_name} has no endpoint in \${join(", ", ${lacking})}; replace the letter in network.zones by that of a zone with the service. This command lists its zones:\n\n    ${list}`,
          },
        ],
      },
    });
  }

  private endpoint({ service, callers }: EndpointRequest): VpcEndpoint {
    const { region, vpcId, subnetIds, privateRouteTableIds, securityGroupId, policyOf } = this.props;
    const type = endpointTypeOf(service);
    return new VpcEndpoint(this, service, {
      vpcId,
      serviceName: `com.amazonaws.${region}.${service}`,
      ...(type === "gateway"
        ? {
            vpcEndpointType: "Gateway",
            routeTableIds: [...privateRouteTableIds],
            policy: policyOf(service),
          }
        : {
            vpcEndpointType: "Interface",
            subnetIds: [...subnetIds],
            securityGroupIds: [securityGroupId],
            privateDnsEnabled: true,
          }),
      tags: { Name: endpointName(this.props.namePrefix, service), RequestedBy: callers.join(" + ") },
    });
  }
}

const isInterface = (service: string): boolean => endpointTypeOf(service) === "interface";

/** `mlops-hybrid-ecr-api-endpoint`, or `mlops-hybrid-s3-gateway-endpoint` for a gateway. */
function endpointName(namePrefix: string, service: string): string {
  const kind = endpointTypeOf(service) === "gateway" ? "gateway-endpoint" : "endpoint";
  return `${namePrefix}-${service.replace(".", "-")}-${kind}`;
}
