import { type Rates, type StatedModel } from "../infrastructure/stated";
import { podsPerNode } from "../infrastructure/capacity-pods-per-node";
import { modelsOf } from "../infrastructure/capacity-shortage";
import { type Workload } from "../infrastructure/kubernetes-workloads";
import { profileOf } from "../infrastructure/capacity-placement";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Estimate } from "./estimate";
import { type LoadLevel, type ModelLoad, loadLevel } from "./load-level";

/** Capacity and unit cost of one model. */
export interface ModelCosts {
  readonly workload: Workload;
  /** @default - the file states no requests a second */
  readonly rates?: Rates;
  readonly onFargate: boolean;
  /** Empty on Fargate. */
  readonly perNode: ReturnType<typeof podsPerNode>;
  readonly peak: ModelLoad;
  /** @default - the file states no average */
  readonly average?: ModelLoad;
}

/** Capacity of the models of an environment. */
export interface CapacityCard {
  readonly models: readonly ModelCosts[];
  /** The peak, and the average if a model states one. */
  readonly levels: readonly LoadLevel[];
}

/** Capacity of the models, from the synthesized stacks, the loads that the file states, and the lines of the estimate. */
export function capacityCard(
  plan: EnvironmentPlan,
  estimate: Estimate,
  stated: ReadonlyMap<string, StatedModel>,
): CapacityCard {
  const hasAverage = [...stated.values()].some(({ rates }) => rates?.average !== undefined);
  const peak = loadLevel("peak", plan, estimate, stated);
  const average = hasAverage ? loadLevel("average", plan, estimate, stated) : undefined;
  const models = modelsOf(plan).flatMap((workload): ModelCosts[] => {
    const of = (level: LoadLevel | undefined): ModelLoad | undefined =>
      level?.models.find((each) => each.workload === workload);
    const rates = stated.get(workload.model ?? workload.name)?.rates;
    const [most, mean] = [of(peak), rates?.average === undefined ? undefined : of(average)];
    const onFargate = profileOf(plan, workload) !== undefined;
    if (!most) return [];
    return [
      {
        workload,
        onFargate,
        perNode: onFargate ? [] : podsPerNode(plan, workload),
        peak: most,
        ...(rates ? { rates } : {}),
        ...(mean ? { average: mean } : {}),
      },
    ];
  });
  return { models, levels: average ? [peak, average] : [peak] };
}
