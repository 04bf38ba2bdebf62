import globalKeys from "./global-keys.json";
import { orMeant } from "../base/did-you-mean";
import {
  actionHasKey,
  actionsExtract,
  actionsOf,
  type DocumentedAction,
  isSameConditionKey,
} from "../evidence/service-actions";
import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../terraform/environment-plan";
import { covers } from "./identity-patterns";
import { blocks, texts, text } from "../terraform/stack-json";
import { policiesOf, type Statement } from "./identity-policies";

/** An action of a policy, or all actions of a pattern, compared with those that AWS documents. */
interface Compared {
  /** Prefix of its service. */
  readonly service: string;
  /** The documented actions that it has; undefined for a service that the extract does not have. */
  readonly actions: readonly DocumentedAction[] | undefined;
  /** Kinds of their resources. */
  readonly resourceKinds: readonly string[];
  /** Whether a statement can allow them on `*` only. */
  readonly hasNoResource: boolean;
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
  const actions = documentedActions(service, pattern.toLowerCase());
  return {
    service,
    actions,
    resourceKinds: [...new Set(actions?.flatMap(({ resources }) => resources))],
    hasNoResource:
      actions !== undefined && actions.length > 0 && actions.every(({ resources }) => resources.length === 0),
  };
}

function documentedActions(service: string, pattern: string): DocumentedAction[] | undefined {
  const documented = actionsOf(service)?.actions;
  if (documented === undefined) return undefined;
  if (!/[*?]/.test(pattern)) {
    const exact = documented.get(pattern);
    return exact ? [exact] : [];
  }
  return [...documented].flatMap(([name, each]) => (covers(pattern, name) ? [each] : []));
}

/** Actions and condition keys of the policies of an environment, compared with those that AWS documents. */
export const policyActionsOf = memoizePerPlan((plan: EnvironmentPlan) => ({
  /** Unknown actions and keys. Those of services that the extract does not have are not among them. */
  get unknown() {
    return unknownActions(plan);
  },
  /** Blocks with a policy, and the services of its actions that the extract does not have. */
  get notListed() {
    return policyTexts(plan).map(({ resource, actions }) => {
      const services = actions.flatMap((action) => {
        const compared = action.includes("${") ? undefined : comparedAction(action);
        return compared && compared.actions === undefined ? compared.service : [];
      });
      return { resource, services: [...new Set(services)] };
    });
  },
}));

/** An action or a condition key that AWS does not document for its service. */
interface UnknownAction {
  readonly resource: PlannedResource;
  readonly value: string;
  readonly problem: string;
}

const unknownActions = memoizePerPlan((plan: EnvironmentPlan): readonly UnknownAction[] =>
  policyTexts(plan).flatMap(({ resource, actions, keys, statements }) => {
    const named = (value: string, problem: string | undefined): UnknownAction[] =>
      problem === undefined ? [] : [{ resource, value, problem }];
    return [
      ...[...new Set(actions)].flatMap((action) => named(action, actionProblem(action))),
      ...[...new Set(keys)].flatMap((key) => named(key, keyProblem(key))),
      ...statements.flatMap(absentKeys).map(({ value, problem }) => ({ resource, value, problem })),
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
  const isKnown = known?.some((each) => isSameConditionKey(each, key));
  return known === undefined || isKnown
    ? undefined
    : `AWS has no condition key ${key} (${actionsExtract().date})${orMeant(key, known)}`;
}

/** Operators that hold for a key without a value. */
const HOLDS = /IfExists$|^ForAllValues:|^(?:ForAnyValue:)?(?:String|Numeric|Date|Arn)Not|NotIpAddress$/i;

/** Condition keys that calls of an action of their statement never have. A family such as `kms:Describe*` can have none beside others. */
function absentKeys({ effect, actions, conditions }: Statement): { value: string; problem: string }[] {
  return conditions.flatMap(({ key, operator }) => {
    const service = /^([a-z][\w-]*):/i.exec(key)?.[1]?.toLowerCase() ?? "";
    const isGlobal = globalKeys.keys.some((each) => isSameConditionKey(each, key));
    if (actionsOf(service) === undefined || isGlobal || operator.toLowerCase() === "null") return [];
    const all = actions.filter((action) => lacksKey(action, service, key));
    const isFamily = (action: string): boolean => /[*?]/.test(action) && action.startsWith(`${service}:`);
    const lacking = all.length < actions.length ? all.filter((action) => !isFamily(action)) : all;
    if (lacking.length === 0) return [];
    const result = HOLDS.test(operator)
      ? "the condition always holds"
      : `the statement never ${effect === "Deny" ? "denies" : "allows"} it`;
    return [{ value: key, problem: `${key} is no condition key of ${lacking.join(", ")}, so ${result}` }];
  });
}

function lacksKey(action: string, service: string, key: string): boolean {
  const own = /^([\w-]+):/.exec(action)?.[1]?.toLowerCase() ?? "";
  if (own === service) {
    const { actions = [] } = comparedAction(action) ?? {};
    return actions.length > 0 && actions.every(({ name }) => actionHasKey(service, name, key) === false);
  }
  const known = actionsOf(own)?.keys;
  const isRelated = own.startsWith(service) || service.startsWith(own);
  return known !== undefined && !isRelated && !known.some((each) => isSameConditionKey(each, key));
}

/** Condition keys of a prefix; undefined for one that is no service: its keys are those of a token, or of a newer service. */
function keysOf(service: string): readonly string[] | undefined {
  const own = actionsOf(service)?.keys;
  const global = globalKeys.keys.filter((key) => key.startsWith(`${service}:`));
  return own === undefined && global.length === 0 ? undefined : [...global, ...(own ?? [])];
}

/** Actions and condition keys of a block that has a policy. */
interface PolicyTexts {
  readonly resource: PlannedResource;
  readonly actions: readonly string[];
  readonly keys: readonly string[];
  readonly statements: readonly Statement[];
}

/** Those of all policies, and of data sources that write one. */
const policyTexts = memoizePerPlan((plan: EnvironmentPlan): readonly PolicyTexts[] => [
  ...policiesOf(plan).map(({ resource, statements = [] }) => ({
    resource,
    statements,
    actions: statements.flatMap(({ actions }) => actions),
    keys: statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)),
  })),
  ...plan.resources("data.aws_iam_policy_document").map((resource) => {
    const statements = blocks(resource.config.statement);
    return {
      resource,
      statements: [],
      actions: statements.flatMap((each) => [...texts(each.actions), ...texts(each.not_actions)]),
      keys: statements.flatMap((each) =>
        blocks(each.condition).flatMap((condition) => text(condition.variable) ?? []),
      ),
    };
  }),
]);
