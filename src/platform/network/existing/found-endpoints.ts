import { DataAwsVpcEndpoint } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint";
import { DataAwsSecurityGroups } from "@cdktf/provider-aws/lib/data-aws-security-groups";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { TerraformIterator } from "cdktf";
import { Construct } from "constructs";
import { type EndpointService, endpointTypeOf } from "../../../environment/endpoints";
import { type Zone } from "../network";
import { type GatewayCall } from "../endpoints/gateway-policies";
import {
  admissionCheck,
  gatewayCheck,
  givenEndpointChecks,
  interfaceEndpointChecks,
} from "./endpoint-checks";
import { readRules } from "./found-security-groups";

export interface FoundEndpointsProps {
  readonly region: string;
  readonly vpcId: string;
  readonly services: readonly EndpointService[];
  /** Ids of the endpoints, and what nodes call at them. @default - they are found by service */
  readonly given?: GivenEndpoints;
  readonly vpcCidr: string;
  readonly zones: readonly Zone[];
  /** Private subnets, in the order of the zones, and route tables of the gateway endpoint. */
  readonly privateSubnetIds: readonly string[];
  readonly privateRouteTableIds: readonly string[];
  /** Group of each interface endpoint. @default - each has its own */
  readonly securityGroupId: string | undefined;
}

export interface GivenEndpoints {
  readonly account: string;
  readonly ids: Readonly<Partial<Record<EndpointService, string>>>;
  /** Calls of nodes and pods to S3 and DynamoDB. */
  readonly calls: readonly GatewayCall[];
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
    const interfaces = props.services.filter((service) => endpointTypeOf(service) === "interface");
    const subnets = interfaces.length > 0 ? this.subnets() : "";
    const found = props.services.map((service) => [service, this.find(service, subnets)] as const);
    this.endpoints = Object.fromEntries(found);
    this.ids = Object.fromEntries(found.map(([service, { id }]) => [service, id]));
    if (props.securityGroupId !== undefined) return;
    for (const [service, endpoint] of found) if (interfaces.includes(service)) this.admit(service, endpoint);
  }

  /** All subnets of the VPC by id, of which an endpoint may have any. They are read before the endpoints, whose checks need them. */
  private subnets(): string {
    const filter = [{ name: "vpc-id", values: [this.props.vpcId] }];
    const each = TerraformIterator.fromList(
      new DataAwsSubnets(new Construct(this, "Search"), "vpc", { filter }).ids,
    );
    return new DataAwsSubnet(this, "vpc", { forEach: each, id: each.value }).fqn;
  }

  /** Reads the groups that an endpoint has, with their rules. */
  private admit(service: EndpointService, { securityGroupIds }: DataAwsVpcEndpoint): void {
    const { region, zones } = this.props;
    const own = new Construct(this, `Groups-${service}`);
    const rules = readRules(own, new Construct(own, "Search"), service, securityGroupIds);
    new DataAwsSecurityGroups(new Construct(own, "Found"), service, {
      filter: [{ name: "group-id", values: securityGroupIds }],
      lifecycle: {
        postcondition: zones.map(({ privateCidr }) => admissionCheck(region, service, privateCidr, rules)),
      },
    });
  }

  private find(service: EndpointService, subnets: string): DataAwsVpcEndpoint {
    const { region, vpcId, zones, privateSubnetIds, privateRouteTableIds, given } = this.props;
    const subnetIds = Object.fromEntries(
      zones.map(({ letter }, index) => [`${region}${letter}`, privateSubnetIds[index] ?? ""]),
    );
    const isGateway = endpointTypeOf(service) === "gateway";
    const checks = isGateway
      ? [gatewayCheck(region, service, privateRouteTableIds)]
      : interfaceEndpointChecks({ ...this.props, service, subnetIds, subnets });
    const id = given?.ids[service];
    if (given && id !== undefined) {
      const expected = { ...given, region, service, id, vpcId };
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
