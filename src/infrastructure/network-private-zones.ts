import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
  type ResourceOf,
} from "../terraform/environment-plan";
import { blockId } from "./network-routes";
import { block, blocks, text } from "../terraform/stack-json";
import { reference } from "./text-references";

/** A private hosted zone. */
interface PrivateZone {
  readonly resource: PlannedResource;
  readonly name: string;
  /** Identities of the VPCs in which its names resolve. */
  readonly vpcs: readonly string[];
  /** Endpoints by the names that alias records give them. */
  readonly endpoints: ReadonlyMap<string, PlannedResource>;
}

export const privateZonesOf = memoizePerPlan((plan: EnvironmentPlan): readonly PrivateZone[] => {
  const associations = plan.resources("aws_route53_zone_association");
  return plan
    .resources("aws_route53_zone")
    .map((resource): PrivateZone => {
      const isOf = (other: PlannedResource) =>
        plan.identity(inLayer(other, other.config["zone_id"])) === blockId(resource);
      const own = blocks(resource.config.vpc).map(({ vpc_id: id }) => inLayer(resource, id));
      const added = associations.filter(isOf).map((each) => inLayer(each, each.config.vpc_id));
      return {
        resource,
        name: hostName(resource.config.name),
        vpcs: [...own, ...added].map((value) => plan.identity(value)),
        endpoints: new Map(
          plan
            .resources("aws_route53_record")
            .filter((record) => isOf(record) && record.config.type === "A")
            .flatMap((record) => {
              const target = endpointOfAlias(plan, record);
              return target ? [[hostName(record.config.name), target] as const] : [];
            }),
        ),
      };
    })
    .filter(({ vpcs }) => vpcs.length > 0);
});

const hostName = (value: unknown): string =>
  (typeof value === "string" ? value : "").toLowerCase().replace(/\.$/, "");

/** The endpoint of an alias record: name and zone are those of one DNS entry of it. */
function endpointOfAlias(
  plan: EnvironmentPlan,
  record: ResourceOf<"aws_route53_record">,
): PlannedResource | undefined {
  const alias = block(record.config.alias);
  const name = reference(plan, inLayer(record, alias.name));
  const zone = reference(plan, inLayer(record, alias.zone_id));
  const [, entry] = /^dns_entry\[(\d+)\]\.dns_name$/.exec(name?.attribute ?? "") ?? [];
  const isSame = zone?.target === name?.target && zone?.attribute === `dns_entry[${entry}].hosted_zone_id`;
  return entry !== undefined && isSame && text(name?.target.type) === "aws_vpc_endpoint"
    ? name?.target
    : undefined;
}
