import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { type Finding, at } from "../check";
import { dependenciesOf } from "./dependency-graph";

/** Something that must be there while another thing is destroyed. */
export interface Need {
  /** What is destroyed first. */
  readonly first: PlannedResource;
  /** What must outlive it. */
  readonly needs: PlannedResource;
  /** What for. */
  readonly why: string;
}

/** A finding for each need that no reference, `depends_on` or order of layers keeps. */
export function missingEdges(plan: EnvironmentPlan, needs: readonly Need[]): Finding[] {
  const graph = dependenciesOf(plan);
  return needs
    .filter(({ first, needs: to }) => first !== to && !graph.outlives(to, first))
    .map(({ first, needs: to, why }) => ({
      ...at(first),
      message: `it does not depend on ${to.address}${to.layer === first.layer ? "" : ` of layer ${to.layer}`}, ${why}`,
    }));
}
