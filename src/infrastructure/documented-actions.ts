import { type DocumentedAction, actionsOf } from "../evidence/service-actions";
import { covers } from "./wildcards";

/** An action of a policy, compared with those that AWS documents. */
export interface Compared {
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
