import {
  type EnvironmentPlan,
  filterValues,
  inLayer,
  isFound,
  memoizePerPlan,
  type PlannedResource,
} from "../terraform/environment-plan";
import { claims } from "./claims";
import { blockId, namedSubnets, type Route, routeTablesOf } from "./network-routes";
import { reference } from "./text-references";
import { attributesOf } from "./text-attributes";

/** A connection of the VPC to another network, of which the synthesized stacks contain this half only. */
export interface VpcAttachment {
  readonly id: string;
  readonly resource: PlannedResource;
  readonly kind: "peering" | "transit-gateway";
  /** Identity of the VPC. */
  readonly vpc: string;
  /** Zones of the interfaces of a transit gateway; empty for a peering connection, which has none. */
  readonly zones: readonly (string | undefined)[];
  /** Ranges that routes of subnets lead to it. */
  readonly ranges: readonly string[];
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

/** Attachments that the stacks create or read. */
export const vpcAttachmentsOf = memoizePerPlan((plan: EnvironmentPlan): readonly VpcAttachment[] =>
  (["peering", "transit-gateway"] as const).flatMap((kind) => {
    const { type } = KINDS[kind];
    return [...plan.resources(type), ...plan.resources(`data.${type}`)].map((resource) => ({
      id: blockId(resource),
      resource,
      kind,
      get ranges() {
        return rangesOf(plan).get(this.id) ?? [];
      },
      vpc: plan.identity(inLayer(resource, attributesOf(resource)["vpc_id"] ?? null)),
      zones: isFound(resource)
        ? foundZones(plan, resource)
        : namedSubnets(plan, inLayer(resource, attributesOf(resource)["subnet_ids"])).map(({ zone }) => zone),
    }));
  }),
);

const rangesOf = memoizePerPlan((plan: EnvironmentPlan) => {
  const ranges = new Map<string, string[]>();
  for (const route of routeTablesOf(plan).all.flatMap(({ routes }) => routes)) {
    const id = attachmentOf(plan, route)?.id;
    if (id !== undefined) ranges.set(id, [...new Set([...(ranges.get(id) ?? []), route.destination])]);
  }
  return ranges;
});

/** Zones in which a search finds exactly one subnet of an existing attachment. */
const foundZones = (plan: EnvironmentPlan, attachment: PlannedResource): string[] =>
  plan.resources("data.aws_subnets").flatMap((search) => {
    const of = filterValues(search, "subnet-id").map((value) => plan.target(inLayer(search, value)));
    const isOne = claims(search.config, "length(self.ids) == 1").length > 0;
    return isOne && of.includes(attachment) ? filterValues(search, "availability-zone") : [];
  });

/**
 * The attachment that a route leads to; undefined if the synthesized stacks have none. A route names a transit gateway, not
 * the attachment to it.
 */
export function attachmentOf(plan: EnvironmentPlan, { resource, way }: Route): VpcAttachment | undefined {
  if (way !== "attachment") return undefined;
  const named = (holder: PlannedResource, argument: string) => inLayer(holder, holder.config[argument]);
  return vpcAttachmentsOf(plan).find((attachment) => {
    const { argument, attribute } = KINDS[attachment.kind];
    const value = named(resource, argument);
    const referred = reference(plan, value);
    if (referred?.target === attachment.resource) return referred.attribute === attribute;
    // Of an attachment that is created, the route names the resource, except for the id of a transit gateway.
    const isCreated = !isFound(attachment.resource);
    if ((isCreated && attachment.kind === "peering") || resource.config[argument] == null) return false;
    const own = inLayer(attachment.resource, attributesOf(attachment.resource)[attribute]);
    return plan.identity(value) === plan.identity(own);
  });
}
