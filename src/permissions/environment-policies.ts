import { type Gap } from "../catalog/deployer-actions/unrecorded";
import { LAYERS, type Layer } from "../core/layers";
import { type EnvironmentPlan } from "../terraform-json/environment-plan";
import { boundaryOf } from "./boundary";
import { type PolicyDocument, documentsOf, statementsOf } from "./documents";
import { type LayerGrants, layerGrants } from "./layer-grants";

/** Two policies for each layer: what a plan reads, and what an apply needs. */
export const USES = ["plan", "apply"] as const;

export type Use = (typeof USES)[number];

export interface LayerPolicies {
  readonly layer: Layer;
  readonly documents: Readonly<Record<Use, readonly PolicyDocument[]>>;
  /** Actions that no recorded call shows, sorted. */
  readonly unproven: readonly { readonly action: string; readonly gap: Gap }[];
}

export interface EnvironmentPolicies {
  readonly environment: string;
  readonly layers: readonly LayerPolicies[];
  readonly boundary: PolicyDocument;
  /** Types without permissions, since no table has a row for them, with their layers. */
  readonly notJudged: readonly { readonly layer: Layer; readonly type: string }[];
}

/** Policies of the layers of an environment that `chosen` names. */
export function environmentPolicies(
  plan: EnvironmentPlan,
  chosen: readonly Layer[] = LAYERS,
): EnvironmentPolicies {
  const layers = chosen.filter((layer) => plan.stack(layer) !== undefined);
  const all = layers.map((layer) => ({ layer, ...layerGrants(plan, layer) }));
  return {
    environment: plan.name,
    layers: all.map(layerPolicies),
    boundary: boundaryOf(all),
    notJudged: all.flatMap(({ layer, notJudged }) => notJudged.map((type) => ({ layer, type }))),
  };
}

function layerPolicies({ layer, grants }: LayerGrants & { readonly layer: Layer }): LayerPolicies {
  const reads = grants.filter(({ isRead }) => isRead);
  const proven = new Set(grants.filter(({ unproven }) => unproven === undefined).map(({ action }) => action));
  const unproven = new Map<string, Gap>();
  for (const { action, unproven: gap } of grants)
    if (gap !== undefined && !proven.has(action) && !unproven.has(action)) unproven.set(action, gap);
  return {
    layer,
    documents: {
      plan: documentsOf(statementsOf(reads)),
      apply: documentsOf(statementsOf(grants)),
    },
    unproven: [...unproven]
      .map(([action, gap]) => ({ action, gap }))
      .sort((a, b) => (a.action < b.action ? -1 : 1)),
  };
}
