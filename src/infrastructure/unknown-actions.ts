import { actionsExtract, actionsOf } from "../evidence/service-actions";
import globalKeys from "./global-keys.json";
import { orMeant } from "../base/did-you-mean";
import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../terraform/environment-plan";
import { comparedAction } from "./documented-actions";
import { policyTexts } from "./policy-texts";

/** An action or a condition key that AWS does not document for its service. */
export interface UnknownAction {
  readonly resource: PlannedResource;
  readonly value: string;
  readonly problem: string;
}

/** Unknown actions and keys of all policies. Those of services that the extract does not have are not among them. */
export const unknownActions = memoizePerPlan((plan: EnvironmentPlan): readonly UnknownAction[] =>
  policyTexts(plan).flatMap(({ resource, actions, keys }) => {
    const named = (value: string, problem: string | undefined): UnknownAction[] =>
      problem === undefined ? [] : [{ resource, value, problem }];
    return [
      ...[...new Set(actions)].flatMap((action) => named(action, actionProblem(action))),
      ...[...new Set(keys)].flatMap((key) => named(key, keyProblem(key))),
    ];
  }),
);

function actionProblem(action: string): string | undefined {
  const compared = action.includes("${") ? undefined : comparedAction(action);
  if (compared?.actions?.length !== 0) return undefined;
  const { service } = compared;
  const like = [...(actionsOf(service)?.actions.values() ?? [])].map(({ name }) => `${service}:${name}`);
  const meant = /[*?]/.test(action) ? "" : orMeant(action, like);
  return `AWS has no action ${action} (${actionsExtract().date})${meant}`;
}

function keyProblem(key: string): string | undefined {
  const [, service] = /^([a-z][\w-]*):/i.exec(key) ?? [];
  const known = service === undefined || key.includes("${") ? undefined : keysOf(service);
  const isKnown = known?.some((each) => isKey(each.toLowerCase(), key.toLowerCase()));
  return known === undefined || isKnown
    ? undefined
    : `AWS has no condition key ${key} (${actionsExtract().date})${orMeant(key, known)}`;
}

/** A key such as `aws:ResourceTag/` is followed by a name. */
const isKey = (known: string, key: string): boolean =>
  known === key || (/[/:]$/.test(known) && key.startsWith(known) && key.length > known.length);

/** Condition keys of a prefix; undefined for one that is no service: its keys are those of a token, or of a newer service. */
function keysOf(service: string): readonly string[] | undefined {
  const own = actionsOf(service)?.keys;
  const global = globalKeys.keys.filter((key) => key.startsWith(`${service}:`));
  return own === undefined && global.length === 0 ? undefined : [...global, ...(own ?? [])];
}
