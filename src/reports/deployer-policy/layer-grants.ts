import { type Gap } from "./facts/unrecorded";
import { RECORDED } from "./facts/recorded-actions";
import { type Layer } from "../../base/layers";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { actionsOfType, typesIn } from "./actions";
import { creationGrants } from "./creation-grants";
import { type Grant } from "./grants";
import { hiddenGrants } from "./hidden-grants";
import { LayerNames } from "./layer-names";
import { programGrants } from "./program-grants";
import { boundaryGrants } from "./role-boundary";
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
  const types = typesIn(names);
  const actions = types
    .flatMap((type) => actionsOfType(type) ?? [])
    .filter(({ action }) => !CONDITIONED.includes(action));
  const grants = actions.flatMap((each) =>
    scopesOf(each.action, names).map((scope): Grant => ({ ...each, ...scope })),
  );
  const hidden = hiddenGrants(names);
  const provider = (RECORDED.types["provider"]?.read ?? []).flatMap((action) =>
    scopesOf(action, names).map((scope): Grant => ({ action, isRead: true, ...scope })),
  );
  return {
    names,
    grants: [
      ...provider,
      ...stateGrants(names),
      ...programGrants(names),
      ...grants,
      ...boundaryGrants(names, grants),
      ...hidden,
      ...creationGrants(names, gapsOf([...actions, ...hidden])),
    ],
    notJudged: types.filter((type) => actionsOfType(type) === undefined),
  };
}

/** Actions, each with the reason why no recorded call shows it; undefined where one does. */
function gapsOf(all: readonly Pick<Grant, "action" | "unproven">[]): ReadonlyMap<string, Gap | undefined> {
  const gaps = new Map<string, Gap | undefined>();
  for (const { action, unproven } of all)
    if (!gaps.has(action) || unproven === undefined) gaps.set(action, unproven);
  return gaps;
}
