import { ANYWHERE } from "../../base/cidr";
import { z } from "../../base/zod";
import { expects } from "../expects";
import { cidr, kubernetesName } from "../values";
import { accountId, ec2Id, region, transitGatewayId, vpcId } from "./values";

const name = kubernetesName(24).describe(
  "Name of the attachment, in its address, its `Name` tag and the output.",
);

const cidrs = z
  .array(cidr())
  .min(1, expects("at least one range", "list the ranges of the other network"))
  .describe(
    "IPv4 ranges of the other network that are routed to the attachment, each /8 or narrower; also `0.0.0.0/0` with `network.egress: transit-gateway`. With an egress, nodes reach them on TCP 443 too.",
  );

const IN_EXISTING =
  "Id of the attachment that exists, in a network by ids. Default: Terraform creates the attachment.";

const peering = z
  .strictObject({
    type: z
      .literal("peering")
      .describe("A VPC peering connection that Terraform requests. Its owner accepts it within seven days."),
    name,
    peerVpcId: vpcId().describe("Id of the other VPC."),
    peerAccount: accountId()
      .optional()
      .describe("Account of the other VPC, in quotes. Default: `account` of the environment."),
    peerRegion: region()
      .optional()
      .describe("Region of the other VPC. Default: `region` of the environment."),
    attachmentId: ec2Id("pcx", "a peering connection").optional().describe(IN_EXISTING),
    cidrs,
  })
  .describe(
    "A peering connection with one VPC. Terraform accepts it too if the other VPC is in the same account and region.",
  );

const transitGateway = z
  .strictObject({
    type: z
      .literal("transit-gateway")
      .describe("An attachment to a transit gateway, with a private subnet in each zone."),
    name,
    transitGatewayId: transitGatewayId().describe(
      "Id of a transit gateway in the same region, of this account or shared with it.",
    ),
    attachmentId: ec2Id("tgw-attach", "an attachment").optional().describe(IN_EXISTING),
    cidrs,
  })
  .describe("An attachment to an existing transit gateway. Its owner accepts it and routes to the VPC.");

export const attachments = z
  .array(z.discriminatedUnion("type", [peering, transitGateway]))
  .default([])
  .describe(
    "Paths between the VPC and networks of operators, runners or clients. They open no port: `cluster.apiAccess` and `entry.clientCidrs` do. Private DNS names of endpoints and the S3 gateway endpoint do not work across them.",
  );

/** The network whose only transit gateway has the default route. Of several, the file says which. */
export function withDefaultRoute<T extends { egress: string; attachments: z.output<typeof attachments> }>(
  network: T,
): T {
  const [only, other] = network.attachments.filter(({ type }) => type === "transit-gateway");
  const isDecided = other !== undefined || only?.cidrs.includes(ANYWHERE);
  if (network.egress !== "transit-gateway" || only === undefined || isDecided) return network;
  const withRoute = { ...only, cidrs: [...only.cidrs, ANYWHERE] };
  return { ...network, attachments: network.attachments.map((each) => (each === only ? withRoute : each)) };
}
