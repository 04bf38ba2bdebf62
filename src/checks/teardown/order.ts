import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Finding, at } from "../check";
import { dependenciesOf } from "../../infrastructure/text-in-stacks";

/** A resource that must exist while another one is destroyed. */
export interface Need {
  /** Resource that is destroyed first. */
  readonly first: PlannedResource;
  /** Resource that must outlive it. */
  readonly needs: PlannedResource;
  /** Reason, as a clause after the address of `needs`. */
  readonly why: string;
}

/** Findings for needs that no reference, `depends_on` or layer order ensures. */
export function missingEdges(plan: EnvironmentPlan, needs: readonly Need[]): Finding[] {
  const graph = dependenciesOf(plan);
  return needs
    .filter(({ first, needs: to }) => first !== to && !graph.outlives(to, first))
    .map(({ first, needs: to, why }) => ({
      ...at(first),
      message: `it does not depend on ${to.address}${to.layer === first.layer ? "" : ` of layer ${to.layer}`}, ${why}`,
    }));
}
