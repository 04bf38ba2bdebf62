import { RECORDED } from "../../platform/facts/deployer-actions/recorded-actions";
import { type Layer } from "../../shared/terraform/layers";
import { type EnvironmentPlan } from "../../proof/terraform-json/environment-plan";
import { actionsOfType } from "./actions";
import { type Grant } from "./grants";
import { hiddenGrants } from "./hidden-grants";
import { LayerNames } from "./layer-names";
import { programGrants } from "./program-grants";
import { scopesOf } from "./scopes";
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
  const names = new LayerNames(plan, [layer]);
  const types = [
    ...new Set(
      names.blocks().map(({ address, type }) => (address.startsWith("data.") ? `data.${type}` : type)),
    ),
  ].sort();
  const grants = types.flatMap((type) =>
    (actionsOfType(type) ?? [])
      .filter(({ action }) => !CONDITIONED.includes(action))
      .flatMap((each) => scopesOf(each.action, names).map((scope): Grant => ({ ...each, ...scope }))),
  );
  const provider = (RECORDED.types["provider"]?.read ?? []).flatMap((action) =>
    scopesOf(action, names).map((scope): Grant => ({ action, isRead: true, ...scope })),
  );
  return {
    names,
    grants: [...provider, ...stateGrants(names), ...programGrants(names), ...grants, ...hiddenGrants(names)],
    notJudged: types.filter((type) => actionsOfType(type) === undefined),
  };
}
