import { type QuotaName } from "../../catalog/quotas";
import { groupBy, valueOf } from "../../analysis/blocks";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";

/** How much of a quota something uses. */
export interface Count {
  readonly quota: QuotaName;
  readonly count: number;
  /** What it is counted at. */
  readonly resource: PlannedResource;
}

/** Counts resources of a type by what one of their attributes names. */
export function countBy(
  plan: EnvironmentPlan,
  quota: QuotaName,
  resources: readonly PlannedResource[],
  attribute: string,
  weight: (resource: PlannedResource) => number = () => 1,
): Count[] {
  const groups = groupBy(resources, (each) => plan.identity(valueOf(each, each.config[attribute])));
  return [...groups.values()].map((all) => {
    const [first] = all as [PlannedResource];
    const holder = plan.target(valueOf(first, first.config[attribute]));
    return { quota, count: all.reduce((sum, each) => sum + weight(each), 0), resource: holder ?? first };
  });
}

/** One count over all of these; none where there are none. */
export function countAll(
  quota: QuotaName,
  resources: readonly PlannedResource[],
  count = resources.length,
): Count[] {
  const [first] = resources;
  return first && count > 0 ? [{ quota, count, resource: first }] : [];
}
