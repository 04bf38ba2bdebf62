import globalKeys from "./global-keys.json";
import { orMeant } from "../base/did-you-mean";
import { actionsExtract, actionsOf, type DocumentedAction } from "../evidence/service-actions";
import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../terraform/environment-plan";
import { covers } from "./identity-patterns";
import { policyTexts } from "./identity-policies";

/** An action of a policy, compared with those that AWS documents. */
interface Compared {
  /** Prefix of its service. */
  readonly service: string;
  /** The documented actions that it has; undefined for a service that the extract does not have. */
  readonly actions: readonly DocumentedAction[] | undefined;
}

const known = new Map<string, Compared | undefined>();

/** The documented actions of `sqs:Get*`; undefined for a pattern of several services, such as `*`. Many policies have the same action. */
export function comparedAction(action: string): Compared | undefined {
  if (!known.has(action)) known.set(action, compared(action));
  return known.get(action);
}

function compared(action: string): Compared | undefined {
  const [, service, pattern = ""] = /^([\w-]+):(.+)$/.exec(action) ?? [];
  if (service === undefined) return undefined;
  const documented = actionsOf(service)?.actions;
  if (documented === undefined) return { service, actions: undefined };
  const lower = pattern.toLowerCase();
  if (!/[*?]/.test(lower)) {
    const exact = documented.get(lower);
    return { service, actions: exact ? [exact] : [] };
  }
  return { service, actions: [...documented].flatMap(([name, each]) => (covers(lower, name) ? [each] : [])) };
}

/** Whether a statement can allow an action, or each action of a pattern, on `*` only. */
export function hasNoResource(action: string): boolean {
  const { actions = [] } = comparedAction(action) ?? {};
  return actions.length > 0 && actions.every(({ resources }) => resources.length === 0);
}

/** Kinds of resources of an action, or of all actions of a pattern. */
export const resourceKinds = (action: string): string[] => [
  ...new Set(comparedAction(action)?.actions?.flatMap(({ resources }) => resources)),
];

/** An action or a condition key that AWS does not document for its service. */
interface UnknownAction {
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
