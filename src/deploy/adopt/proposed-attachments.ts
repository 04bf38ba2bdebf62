import { ANYWHERE, WIDEST_OWN_PREFIX, prefixLength } from "../../base/cidr";
import { type JsonObject, asObject } from "../../terraform/stack-json";
import { type NetworkReading, nameTag } from "./reading";
import { subnetRoutes } from "./chosen-subnets";

/** An attachment of `network.attachments`. */
export interface ProposedAttachment {
  readonly type: "peering" | "transit-gateway";
  readonly name: string;
  /** @default - it is a peering connection */
  readonly transitGatewayId?: string;
  /** @default - it leads to a transit gateway */
  readonly peerVpcId?: string;
  readonly attachmentId: string;
  readonly cidrs: readonly string[];
}

export interface ProposedAttachments {
  readonly attachments: readonly ProposedAttachment[];
  /** @default - no default route leads to an attachment */
  readonly egress?: "transit-gateway";
  readonly notes: readonly string[];
}

/** Attachments to which all private subnets route a range. A default route to a transit gateway is the egress. */
export function proposedAttachments(
  reading: NetworkReading,
  subnets: readonly JsonObject[],
): ProposedAttachments {
  const vpc = String(reading.vpc["VpcId"]);
  const found: ProposedAttachment[] = [
    ...reading.gatewayAttachments.map((attachment, index) => {
      const transitGatewayId = String(attachment["TransitGatewayId"]);
      return {
        type: "transit-gateway" as const,
        name: slugOf(attachment) || `transit-gateway-${index + 1}`,
        transitGatewayId,
        attachmentId: String(attachment["TransitGatewayAttachmentId"]),
        cidrs: routedTo(reading, subnets, ({ TransitGatewayId: id }) => id === transitGatewayId),
      };
    }),
    ...reading.peerings.map((peering, index) => {
      const attachmentId = String(peering["VpcPeeringConnectionId"]);
      const ends = [asObject(peering["RequesterVpcInfo"]), asObject(peering["AccepterVpcInfo"])];
      const peer = ends.find(({ VpcId }) => VpcId !== vpc);
      return {
        type: "peering" as const,
        name: slugOf(peering) || `peering-${index + 1}`,
        peerVpcId: String(peer?.["VpcId"]),
        attachmentId,
        cidrs: routedTo(reading, subnets, ({ VpcPeeringConnectionId: id }) => id === attachmentId),
      };
    }),
  ];
  return {
    attachments: found.filter(({ cidrs }) => cidrs.length > 0),
    ...(found.some(({ cidrs }) => cidrs.includes(ANYWHERE)) ? { egress: "transit-gateway" } : {}),
    notes: found
      .filter(({ cidrs }) => cidrs.length === 0)
      .map(
        ({ attachmentId }) =>
          `network.attachments: ${attachmentId} is left out: no range is routed to it in all private subnets`,
      ),
  };
}

const isOwn = (range: string): boolean => prefixLength(range) >= WIDEST_OWN_PREFIX;

/** Ranges that the tables of all subnets route to a target. */
function routedTo(
  reading: NetworkReading,
  subnets: readonly JsonObject[],
  isTarget: (route: JsonObject) => boolean,
): string[] {
  const [first = [], ...others] = subnets.map((subnet) =>
    subnetRoutes(reading, subnet)
      .filter(isTarget)
      .flatMap(({ DestinationCidrBlock: range, TransitGatewayId: gateway }) =>
        typeof range === "string" && (isOwn(range) || (range === ANYWHERE && gateway)) ? [range] : [],
      ),
  );
  return first.filter((range) => others.every((each) => each.includes(range))).sort();
}

/** A name of an attachment in the file: lowercase letters, digits and dashes, at most 24. */
const slugOf = (attachment: JsonObject): string =>
  nameTag(attachment)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 24)
    .replace(/-+$/, "");
