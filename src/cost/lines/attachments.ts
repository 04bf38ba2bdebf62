import { text } from "../../terraform/stack-json";
import { homeOf } from "../../infrastructure/text-references";
import { type VpcAttachment, vpcAttachmentsOf } from "../../infrastructure/network-attachments";
import { counted } from "../../base/counted";
import { type CostLine, type Costing, type LinesOf, costLine, hoursOf, times } from "../line";

/** Attachments to other networks: hours of transit gateway attachments, and traffic. A peering connection is free. */
export const attachmentLines: LinesOf = (costing) => {
  const attachments = vpcAttachmentsOf(costing.plan);
  const gb = costing.gb / attachments.length;
  const split = `${costing.gb} GB split across ${counted(attachments.length, "attachment")}`;
  return attachments.flatMap((attachment) =>
    attachment.kind === "peering"
      ? [peeringTraffic(costing, attachment, gb, split)]
      : transitGateway(costing, attachment, gb, split),
  );
};

function transitGateway(
  costing: Costing,
  { resource }: VpcAttachment,
  gb: number,
  split: string,
): CostLine[] {
  return [
    costLine(costing, resource, {
      item: "transit gateway attachment",
      billedAs: "AWSTransitGateway",
      unitPrice: "transitGatewayAttachmentHour",
      factors: [hoursOf(costing)],
      assumption: "billed used or not, from the acceptance",
    }),
    costLine(costing, resource, {
      item: "transit gateway traffic",
      billedAs: "AWSTransitGateway",
      unitPrice: "transitGatewayGb",
      factors: [times(gb, "GB")],
      assumption: `${split}; only traffic that the VPC sends`,
    }),
  ];
}

/** Traffic to another region has a price for each pair of regions, which the catalog lacks. */
function peeringTraffic(costing: Costing, { resource }: VpcAttachment, gb: number, split: string): CostLine {
  const peerRegion = text(resource.config["peer_region"]) ?? "";
  const isLocal = peerRegion === "" || peerRegion === homeOf(costing.plan).region;
  return costLine(costing, resource, {
    item: "peering traffic",
    billedAs: "AWSDataTransfer",
    unitPrice: isLocal ? "peeringGb" : undefined,
    ...(isLocal ? {} : { unknown: `no price for traffic to ${peerRegion}` }),
    factors: [{ min: 0, max: gb, unit: "GB" }],
    assumption: `${split}; free within a zone, 0.01 USD per GB on each side between zones`,
  });
}
