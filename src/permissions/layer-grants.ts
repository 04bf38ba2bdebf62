import { RECORDED } from "../catalog/deployer-actions/recorded-actions";
import { type Layer } from "../core/layers";
import { type EnvironmentPlan } from "../terraform-json/environment-plan";
import { actionsOfType } from "./actions";
import { type Grant } from "./grants";
import { hiddenGrants } from "./hidden-grants";
import { LayerNames } from "./layer-names";
import { scopeOf } from "./scopes";
import { stateGrants } from "./state-grants";

/** Permissions of the deployer of one layer. */
export interface LayerGrants {
  readonly names: LayerNames;
  readonly grants: readonly Grant[];
  /** Types without a row in the tables of actions. Their permissions are missing. */
  readonly notJudged: readonly string[];
}

/** Actions whose grants have conditions of their own. */
const CONDITIONED = ["iam:AttachRolePolicy", "iam:DetachRolePolicy"];

export function layerGrants(plan: EnvironmentPlan, layer: Layer): LayerGrants {
  const names = new LayerNames(plan, layer);
  const types = [
    ...new Set(
      names.blocks().map(({ address, type }) => (address.startsWith("data.") ? `data.${type}` : type)),
    ),
  ].sort();
  const grants = types.flatMap((type) =>
    (actionsOfType(type) ?? [])
      .filter(({ action }) => !CONDITIONED.includes(action))
      .map((each): Grant => ({ ...each, ...scopeOf(each.action, names) })),
  );
  const provider = (RECORDED.types["provider"]?.read ?? []).map((action): Grant => ({
    action,
    isRead: true,
    ...scopeOf(action, names),
  }));
  return {
    names,
    grants: [...provider, ...stateGrants(names), ...grants, ...hiddenGrants(names)],
    notJudged: types.filter((type) => actionsOfType(type) === undefined),
  };
}
