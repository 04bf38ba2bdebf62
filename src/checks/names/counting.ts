import { type QuotaName } from "../../facts/quotas";
import { groupBy } from "../../base/group-by";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";

/** The usage of one quota by one resource. */
export interface Count {
  readonly quota: QuotaName;
  readonly count: number;
  /** Added for a time by the update of one node group. @default - none */
  readonly inUpdate?: number;
  /** The resource that a finding names. */
  readonly resource: PlannedResource;
}

/** Counts resources by the resource that one of their attributes references. */
export function countBy(
  plan: EnvironmentPlan,
  quota: QuotaName,
  resources: readonly PlannedResource[],
  attribute: string,
  weight: (resource: PlannedResource) => number = () => 1,
): Count[] {
  const groups = groupBy(resources, (each) => plan.identity(inLayer(each, each.config[attribute])));
  return [...groups.values()].map((all) => {
    const [first] = all as [PlannedResource];
    const holder = plan.target(inLayer(first, first.config[attribute]));
    return { quota, count: all.reduce((sum, each) => sum + weight(each), 0), resource: holder ?? first };
  });
}

/** One count of all given resources; empty if there are none. */
export function countAll(
  quota: QuotaName,
  resources: readonly PlannedResource[],
  count = resources.length,
): Count[] {
  const [first] = resources;
  return first && count > 0 ? [{ quota, count, resource: first }] : [];
}
