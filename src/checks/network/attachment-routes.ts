import { groupBy } from "../../base/group-by";
import { type VpcAttachment, vpcAttachmentsOf } from "../../infrastructure/network-attachments";
import { rangeOf } from "../../infrastructure/network-ranges";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { type AttachedRoute, attachedRoutesOf, servingSubnetsOf } from "./attachment-paths";
import { vpcsOf } from "../../infrastructure/network-routes";
import TEXTS from "./texts.json";

export const attachmentRoutes: Check = {
  ...ruleOf(TEXTS, "attachment-routes"),
  run: (plan, { statedOf }) => [
    ...vpcAttachmentsOf(plan).flatMap((attachment) => attachmentFindings(plan, attachment)),
    ...attachedRoutesOf(plan).flatMap((route) =>
      routeFindings(plan, route, statedOf(plan.name).clients?.attached),
    ),
  ],
};

function attachmentFindings(plan: EnvironmentPlan, attachment: VpcAttachment): Finding[] {
  const routes = attachedRoutesOf(plan).filter((each) => each.attachment === attachment);
  return combinedFinding(attachment.resource, "the attachment", [
    ...(routes.length === 0 ? ["has no route"] : []),
    ...missingTables(plan, routes),
    ...(attachment.kind === "transit-gateway" ? zoneProblems(plan, attachment) : []),
  ]);
}

/** Ranges that some tables of private subnets route to the attachment, and others do not. */
function missingTables(plan: EnvironmentPlan, routes: readonly AttachedRoute[]): string[] {
  const tables = [...new Set(servingSubnetsOf(plan).flatMap(({ table }) => table ?? []))];
  return [...groupBy(routes, ({ route }) => route.destination)].flatMap(([destination, same]) =>
    tables
      .filter((table) => same.every((each) => each.table !== table))
      .map(({ resource, id }) => `${resource?.address ?? id} does not route ${destination} to it`),
  );
}

/** A transit gateway reaches only zones in which the attachment has a subnet, and takes one subnet of each. */
function zoneProblems(plan: EnvironmentPlan, { zones }: VpcAttachment): string[] {
  const served = [...new Set(servingSubnetsOf(plan).map(({ zone }) => zone))];
  const twice = [...new Set(zones.filter((zone, index) => zones.indexOf(zone) !== index))];
  return [
    ...served
      .filter((zone) => !zones.includes(zone))
      .map((zone) => `has no subnet in ${zone ?? "an unknown zone"}`),
    ...twice.map((zone) => `has several subnets in ${zone ?? "an unknown zone"}`),
  ];
}

/** The longest prefix decides, so that a range of another attachment may hold a narrower one that the file has. */
function routeFindings(
  plan: EnvironmentPlan,
  own: AttachedRoute,
  stated: readonly string[] | undefined,
): Finding[] {
  const { route, table, attachment } = own;
  const range = rangeOf(route.destination);
  if (!range) return combinedFinding(route.resource, "the route", ["has no IPv4 range as its destination"]);
  const others = table.routes.filter((other) => other !== route);
  const same = others.find(({ destination }) => destination === route.destination);
  const isStated = stated?.includes(route.destination) ?? true;
  const taken = attachedRoutesOf(plan).find((each) => {
    const other = rangeOf(each.route.destination);
    return each.attachment !== attachment && other !== undefined && other.holds(range);
  });
  return combinedFinding(route.resource, "the route", [
    ...(attachment ? [] : ["leads to no attachment in the synthesized stacks"]),
    ...(vpcsOf(plan).ranges.some((vpc) => vpc.holds(range))
      ? [`has the destination ${route.destination}, which is in the VPC`]
      : []),
    ...(attachment?.kind === "peering" &&
    vpcsOf(plan).ranges.some((vpc) => !vpc.holds(range) && vpc.meets(range))
      ? [`has the destination ${route.destination}, which overlaps the VPC`]
      : []),
    ...(same ? [`has the same destination as ${same.resource.address}`] : []),
    ...(taken && !same && !isStated
      ? [
          `takes packets from ${taken.route.destination} of ${taken.route.resource.address}, and network.attachments has no ${route.destination}`,
        ]
      : []),
  ]);
}
