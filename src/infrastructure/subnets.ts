import {
  type EnvironmentPlan,
  isFound,
  memoizePerPlan,
  type PlannedResource,
  type ResourceOf,
  type Value,
  valueOf,
} from "../terraform/environment-plan";
import { asObject, isTrue, type JsonObject, text } from "../terraform/stack-json";
import { attributesOf } from "./text-attributes";
import { type Range, rangeOf } from "./ranges";
import { type RouteTable, idOf, routeTablesOf } from "./routing";

export interface Subnet {
  readonly id: string;
  readonly resource: ResourceOf<"aws_subnet" | "data.aws_subnet">;
  readonly cidr: string;
  /** Undefined if the CIDR is known after apply. */
  readonly range: Range | undefined;
  readonly zone: string | undefined;
  /** Undefined if no resource or data source determines it. */
  readonly table: RouteTable | undefined;
  /** True if instances in it get public addresses. */
  readonly givesPublicAddresses: boolean;
  readonly tags: JsonObject;
}

/** Subnets, created or existing, by id. */
export const subnetsOf = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<string, Subnet> => {
  const tables = routeTablesOf(plan);
  const resources = [...plan.resources("aws_subnet"), ...plan.resources("data.aws_subnet")];
  return new Map(
    resources.map((resource) => {
      const id = idOf(resource);
      const attributes = attributesOf(resource);
      const cidr = text(attributes["cidr_block"]) ?? "";
      return [
        id,
        {
          id,
          resource,
          cidr,
          range: rangeOf(cidr),
          zone: text(attributes["availability_zone"]),
          table: tables.get(id),
          givesPublicAddresses:
            isTrue(attributes["map_public_ip_on_launch"]) ||
            isTrue(attributes["assign_ipv6_address_on_creation"]),
          tags: asObject(attributes["tags"]),
        },
      ];
    }),
  );
});

/** Existing subnets by the ids that their data sources read. A list can have such an id itself. */
const subnetsByReadId = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, Subnet> =>
    new Map(
      [...subnetsOf(plan).values()].flatMap((subnet) => {
        const { resource } = subnet;
        const id = isFound(resource) ? plan.text(valueOf(resource, resource.config.id)) : undefined;
        return id === undefined ? [] : [[id, subnet] as const];
      }),
    ),
);

/** Subnets in a list; those outside of the synthesized stacks are left out. */
export function namedSubnets(plan: EnvironmentPlan, value: Value): Subnet[] {
  return plan.items(value).flatMap((item) => {
    const id = plan.identity(item);
    return subnetsOf(plan).get(id) ?? subnetsByReadId(plan).get(id) ?? [];
  });
}

export const namesOf = (resources: readonly { readonly resource: PlannedResource }[]): string =>
  resources.map(({ resource }) => resource.address).join(", ");
