import { groupBy } from "../base/group-by";
import { type Condition } from "./policies";

/** A value of an environment's file, with its path. */
export interface Value {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  /** File, line and column. @default - there is no record of it */
  readonly at?: string;
}

/** The value at a path with dots; undefined if the file does not state it. */
export function valueAt(settings: readonly Value[], path: string): unknown {
  const known = valuesByPath.get(settings) ?? byPath(settings);
  valuesByPath.set(settings, known);
  return known.get(path);
}

/** Values of lists of settings: a file of 1,000 models has as many questions as settings. */
const valuesByPath = new WeakMap<readonly Value[], ReadonlyMap<string, unknown>>();

/** Values by their path with dots; the first one of equal paths. */
const byPath = (settings: readonly Value[]): ReadonlyMap<string, unknown> =>
  new Map(settings.toReversed().map(({ path, value }) => [path.join("."), value]));

/** A role with less than all rights in the cluster. */
export interface StatedAccess {
  readonly role: string;
  /** Word of the file for an access policy. @default - none, only groups */
  readonly policy?: string;
  /** Namespaces of the policy; the default is filled in. */
  readonly namespaces: readonly string[];
  /** Kubernetes groups, those of people included. */
  readonly groups: readonly string[];
}

/** A further rule of a security group. */
export interface StatedRule {
  readonly group: string;
  readonly direction: string;
  /** A group, the id of a group or prefix list, or a range. */
  readonly peer: string;
  readonly port: number;
  /** Names of the models whose policies admit it. */
  readonly models: readonly string[];
}

/** A statement that the file adds to a role. */
export interface StatedPermission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
  /** The reason for wildcards. @default - the file has none */
  readonly reason?: string;
}

/** Values of each item of a list, by their keys. Settings name an item by its place in the list. */
export const itemsOf = (
  settings: readonly Value[],
  list: readonly string[],
): ((key: string) => unknown)[] => {
  const own = settings.filter(
    ({ path }) => path.length > list.length + 1 && list.every((step, index) => path[index] === step),
  );
  return [...groupBy(own, ({ path }) => path[list.length]).values()].map(
    (all) => (key) => all.find(({ path }) => path[list.length + 1] === key)?.value,
  );
};

export const textsOf = (value: unknown): readonly string[] | undefined =>
  value as readonly string[] | undefined;

/** Rules of `network.extraRules`. */
export const statedRules = (settings: readonly Value[]): StatedRule[] =>
  itemsOf(settings, ["network", "extraRules"]).map((valueOf) => ({
    group: String(valueOf("group")),
    direction: String(valueOf("direction")),
    peer: String(valueOf("peer")),
    port: Number(valueOf("port")),
    models: textsOf(valueOf("models")) ?? [],
  }));

/** Roles of `cluster.access`. */
export function statedAccess(settings: readonly Value[]): StatedAccess[] {
  const ofModels = valueAt(settings, "namespace");
  return itemsOf(settings, ["cluster", "access"]).map((valueOf) => {
    const policy = valueOf("policy");
    return {
      role: String(valueOf("role")),
      ...(policy === undefined ? {} : { policy: String(policy) }),
      namespaces: textsOf(valueOf("namespaces")) ?? [String(ofModels)],
      groups: [
        ...(textsOf(valueOf("groups")) ?? []),
        ...(textsOf(valueOf("people")) ?? []).map((each) => `people:${each}`),
      ],
    };
  });
}

/** Values below a path, with their paths from there. */
export const below = (values: readonly Value[], path: Value["path"]): Value[] =>
  values
    .filter(
      (each) => each.path.length > path.length && path.every((step, index) => each.path[index] === step),
    )
    .map((each) => ({ path: each.path.slice(path.length), value: each.value }));

/** Values of each entry of a mapping or list, by its key or place, with their paths from there. */
export const entriesBelow = (
  values: readonly Value[],
  path: Value["path"],
): (readonly [key: string, values: Value[]])[] =>
  [...groupBy(below(values, path), ({ path: [key] }) => String(key))].map(([key, all]) => [
    key,
    all.map((each) => ({ path: each.path.slice(1), value: each.value })),
  ]);

/** Statements of a role. Values name a statement by its place in the list. */
export function statedPermissions(values: readonly Value[]): StatedPermission[] {
  const own = values.filter(({ path }) => path.length > 1);
  return [...groupBy(own, ({ path: [place] }) => place).values()].map((all) => {
    const listOf = (key: string): readonly string[] =>
      all.filter(({ path }) => path[1] === key).flatMap(({ value }) => value as string | readonly string[]);
    const [reason] = listOf("reason");
    return {
      actions: listOf("actions"),
      resources: listOf("resources"),
      conditions: all.flatMap(({ path: [, key, operator, name], value }) =>
        key === "conditions"
          ? [{ operator: String(operator), key: String(name), values: value as readonly string[] }]
          : [],
      ),
      ...(reason === undefined ? {} : { reason }),
    };
  });
}
