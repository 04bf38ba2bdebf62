import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { memoizePerPlan, valueOf } from "../blocks";
import { reference } from "../references";
import { type Route, idOf } from "./routing";
import { type Subnet, namedSubnets } from "./subnets";

/** A connection of the VPC to another network, of which the synthesized stacks contain this half only. */
export interface Attachment {
  readonly id: string;
  readonly resource: PlannedResource;
  readonly kind: "peering" | "transit-gateway";
  /** Identity of the VPC. */
  readonly vpc: string;
  /** Subnets with an interface of a transit gateway; empty for a peering connection, which has none. */
  readonly subnets: readonly Subnet[];
}

/** Resource types, and how a route names them: its argument, and the attribute that the argument refers to. */
const KINDS = {
  peering: { type: "aws_vpc_peering_connection", argument: "vpc_peering_connection_id", attribute: "id" },
  "transit-gateway": {
    type: "aws_ec2_transit_gateway_vpc_attachment",
    argument: "transit_gateway_id",
    attribute: "transit_gateway_id",
  },
} as const;

export const attachmentsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Attachment[] =>
  (["peering", "transit-gateway"] as const).flatMap((kind) =>
    plan.resources(KINDS[kind].type).map((resource) => ({
      id: idOf(resource),
      resource,
      kind,
      vpc: plan.identity(valueOf(resource, resource.config["vpc_id"] ?? null)),
      subnets: namedSubnets(plan, valueOf(resource, resource.config["subnet_ids"])),
    })),
  ),
);

/**
 * The attachment that a route leads to; undefined if the synthesized stacks have none. A route names a transit gateway, not
 * the attachment to it.
 */
export function attachmentOf(plan: EnvironmentPlan, { resource, way }: Route): Attachment | undefined {
  if (way !== "attachment") return undefined;
  const named = (holder: PlannedResource, argument: string) => valueOf(holder, holder.config[argument]);
  return attachmentsOf(plan).find((attachment) => {
    const { argument, attribute } = KINDS[attachment.kind];
    const value = named(resource, argument);
    const referred = reference(plan, value);
    if (referred?.target === attachment.resource) return referred.attribute === attribute;
    if (attachment.kind === "peering" || resource.config[argument] == null) return false;
    return plan.identity(value) === plan.identity(named(attachment.resource, argument));
  });
}
