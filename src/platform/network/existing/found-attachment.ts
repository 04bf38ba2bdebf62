import { DataAwsEc2TransitGatewayVpcAttachment } from "@cdktf/provider-aws/lib/data-aws-ec2-transit-gateway-vpc-attachment";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { DataAwsVpcPeeringConnection } from "@cdktf/provider-aws/lib/data-aws-vpc-peering-connection";
import { Construct } from "constructs";
import { template } from "../../../terraform/print";
import { ownId } from "../../own-id";
import { awsCommand } from "./aws-command";
import { type Claim, inVpc, uniqueResult } from "./check";
import { literal, rawExpression, self, equal, both, either } from "../expression";

export interface FoundGatewayAttachment {
  readonly region: string;
  readonly name: string;
  readonly attachmentId: string;
  readonly vpcId: string;
  readonly transitGatewayId: string;
  /** Letters of the zones in which the attachment must have a subnet. */
  readonly letters: readonly string[];
}

/** An attachment to a transit gateway that exists, with a subnet in each zone. */
export function foundGatewayAttachment(scope: Construct, expected: FoundGatewayAttachment) {
  const { region, name, attachmentId, vpcId, transitGatewayId, letters } = expected;
  const what = `the attachment ${attachmentId}`;
  const found = new DataAwsEc2TransitGatewayVpcAttachment(scope, ownId(scope, name), {
    id: attachmentId,
    lifecycle: {
      postcondition: [
        inVpc(what, vpcId),
        {
          condition: template(equal(self("transit_gateway_id"), literal(transitGatewayId))),
          errorMessage: `${what} leads to \${self.transit_gateway_id}, network.attachments says ${transitGatewayId}; correct the file`,
        },
      ],
    },
  });
  // AWS takes one subnet of each zone, and a transit gateway reaches no zone without one.
  const zones = new Construct(scope, `Zones-${name}`);
  for (const letter of letters) {
    const add = awsCommand(region, "ec2 modify-transit-gateway-vpc-attachment", {
      "transit-gateway-attachment-id": attachmentId,
      "add-subnet-ids": `<subnet in ${region}${letter}>`,
    });
    new DataAwsSubnets(zones, `${name}-${letter}`, {
      filter: [
        { name: "subnet-id", values: found.subnetIds },
        { name: "availability-zone", values: [`${region}${letter}`] },
      ],
      lifecycle: { postcondition: [uniqueResult(`subnet of ${what} in ${region}${letter}`, add)] },
    });
  }
  return found;
}

export interface FoundPeering {
  readonly name: string;
  readonly attachmentId: string;
  readonly vpcId: string;
  readonly peerVpcId: string;
}

/** A peering connection that exists, which either side may have requested. */
export function foundPeering(scope: Construct, { name, attachmentId, vpcId, peerVpcId }: FoundPeering) {
  const ends = (vpc: string, peer: string) =>
    both(equal(self(vpc), rawExpression(vpcId)), equal(self(peer), literal(peerVpcId)));
  const checks: Claim[] = [
    {
      condition: template(either(ends("vpc_id", "peer_vpc_id"), ends("peer_vpc_id", "vpc_id"))),
      errorMessage: `the peering connection ${attachmentId} connects \${self.vpc_id} and \${self.peer_vpc_id}, not this network's VPC and ${peerVpcId}; correct the file`,
    },
    {
      condition: template(equal(self("status"), literal("active"))),
      errorMessage: `the peering connection ${attachmentId} is \${self.status}; correct the id, or have its owner accept it`,
    },
  ];
  return new DataAwsVpcPeeringConnection(scope, ownId(scope, name), {
    id: attachmentId,
    lifecycle: { postcondition: checks },
  });
}
