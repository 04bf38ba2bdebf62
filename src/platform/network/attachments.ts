import { Ec2TransitGatewayVpcAttachment } from "@cdktf/provider-aws/lib/ec2-transit-gateway-vpc-attachment";
import { Route } from "@cdktf/provider-aws/lib/route";
import { VpcPeeringConnection } from "@cdktf/provider-aws/lib/vpc-peering-connection";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ANYWHERE } from "../../base/cidr";
import { type NetworkAttachment } from "../stack-outputs/network";
import { ownId } from "../own-id";
import { foundGatewayAttachment, foundPeering } from "./existing/found-attachment";
import { type PrivateRouteTable } from "./routing";

interface Common {
  readonly name: string;
  /** Ranges of the other network, which are routed to the attachment. */
  readonly cidrs: readonly string[];
  /** Id of the attachment that exists. @default - it is created */
  readonly attachmentId?: string | undefined;
}

/** A VPC peering connection with another VPC. */
export interface PeeringProps extends Common {
  readonly type: "peering";
  readonly peerVpcId: string;
  /** @default - the account of this VPC */
  readonly peerAccount?: string | undefined;
  /** @default - the region of this VPC */
  readonly peerRegion?: string | undefined;
}

/** An attachment to an existing transit gateway. */
export interface TransitGatewayProps extends Common {
  readonly type: "transit-gateway";
  readonly transitGatewayId: string;
}

export type AttachmentProps = PeeringProps | TransitGatewayProps;

export interface AttachmentsProps {
  readonly account: string;
  readonly region: string;
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly namePrefix: string;
  /** One subnet in each zone: a transit gateway reaches only zones with a subnet of the attachment. */
  readonly privateSubnetIds: readonly string[];
  /** Tables in which routes are created. */
  readonly privateRouteTables: readonly PrivateRouteTable[];
  /** Letters of the zones of the private subnets. */
  readonly letters: readonly string[];
  readonly attachments: readonly AttachmentProps[];
}

/** Where routes lead to, and the output for the owner of the other network. */
interface Way {
  readonly target: { readonly vpcPeeringConnectionId: string } | { readonly transitGatewayId: string };
  readonly output: NetworkAttachment;
  readonly resource: ITerraformDependable;
}

/**
 * Attachments of the VPC to other networks, with routes in every private route table. All interfaces that clients of
 * other networks connect to are in private subnets: the control plane and internal load balancers.
 */
export class Attachments extends Construct {
  /** Output for the owners of the other networks, by name. */
  readonly outputs: Readonly<Record<string, NetworkAttachment>>;
  /** The connections, by name, for `dependsOn`. */
  readonly connections: Readonly<Record<string, ITerraformDependable>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AttachmentsProps,
  ) {
    super(scope, id);
    const ways = props.attachments.map((attachment) => {
      const way = attachment.type === "peering" ? this.peering(attachment) : this.transitGateway(attachment);
      this.routes(attachment, way.target);
      return [attachment.name, way] as const;
    });
    this.outputs = Object.fromEntries(ways.map(([name, { output }]) => [name, output]));
    this.connections = Object.fromEntries(ways.map(([name, { resource }]) => [name, resource]));
  }

  private peering({ name, cidrs, attachmentId, ...peer }: PeeringProps): Way {
    const { account, region, vpcId, vpcCidr, namePrefix } = this.props;
    const { peerVpcId, peerAccount = account, peerRegion = region } = peer;
    if (attachmentId !== undefined) {
      const found = foundPeering(this, { name, attachmentId, vpcId, peerVpcId });
      return {
        resource: found,
        target: { vpcPeeringConnectionId: found.id },
        output: this.output("peering", found.id, peerVpcId, cidrs),
      };
    }
    // Terraform cannot accept a connection of another account or region with this provider.
    const autoAccept = peerAccount === account && peerRegion === region;
    const connection = new VpcPeeringConnection(this, ownId(this, name), {
      vpcId,
      peerVpcId,
      peerOwnerId: peerAccount,
      ...(peerRegion === region ? {} : { peerRegion }),
      autoAccept,
      tags: { Name: `${namePrefix}-${name}` },
    });
    const inPeer = `--vpc-peering-connection-id ${connection.id} --region ${peerRegion}`;
    return {
      resource: connection,
      target: { vpcPeeringConnectionId: connection.id },
      output: this.output("peering", connection.id, peerVpcId, cidrs, [
        ...(autoAccept ? [] : [`aws ec2 accept-vpc-peering-connection ${inPeer}`]),
        `aws ec2 create-route --route-table-id ROUTE_TABLE --destination-cidr-block ${vpcCidr} ${inPeer}`,
      ]),
    };
  }

  /** Without commands, the attachment exists, and the owner of its network has nothing to do. */
  private output(
    type: NetworkAttachment["type"],
    id: string,
    network: string,
    cidrs: readonly string[],
    commands: readonly string[] = [],
  ): NetworkAttachment {
    return { type, id, network, vpc_cidr_block: this.props.vpcCidr, cidrs, far_side_commands: commands };
  }

  private transitGateway({ name, cidrs, attachmentId, transitGatewayId }: TransitGatewayProps): Way {
    const { region, vpcId, vpcCidr, namePrefix, privateSubnetIds, letters } = this.props;
    if (attachmentId !== undefined) {
      const expected = { region, name, attachmentId, vpcId, transitGatewayId, letters };
      const found = foundGatewayAttachment(this, expected);
      return {
        resource: found,
        target: { transitGatewayId: found.transitGatewayId },
        output: this.output("transit-gateway", found.id, transitGatewayId, cidrs),
      };
    }
    const attachment = new Ec2TransitGatewayVpcAttachment(this, ownId(this, name), {
      transitGatewayId,
      vpcId,
      subnetIds: [...privateSubnetIds],
      tags: { Name: `${namePrefix}-${name}` },
    });
    const of = (id: string): string => `--transit-gateway-attachment-id ${id} --region ${region}`;
    const route = `aws ec2 create-transit-gateway-route --transit-gateway-route-table-id ROUTE_TABLE --destination-cidr-block`;
    return {
      resource: attachment,
      // read from the attachment, so that AWS has it before the first route
      target: { transitGatewayId: attachment.transitGatewayId },
      output: this.output("transit-gateway", attachment.id, transitGatewayId, cidrs, [
        `aws ec2 accept-transit-gateway-vpc-attachment ${of(attachment.id)}`,
        `${route} ${vpcCidr} ${of(attachment.id)}`,
        ...(cidrs.includes(ANYWHERE) ? [`${route} ${ANYWHERE} ${of("EGRESS_ATTACHMENT")}`] : []),
      ]),
    };
  }

  private routes({ name, cidrs }: Common, target: Way["target"]): void {
    for (const cidr of cidrs) {
      for (const { name: table, routeTableId } of this.props.privateRouteTables) {
        new Route(this, ownId(this, `${name}-${cidr}-${table}`), {
          routeTableId,
          destinationCidrBlock: cidr,
          ...target,
        });
      }
    }
  }
}
