import { type RecordedActions } from "../../src/reports/deployer-policy/facts/recorded-actions";
import { actionsOf } from "./actions";
import { type LoggedCall } from "./provider-log";

export type Rows = Readonly<Record<string, RecordedActions>>;

/** Rows of calls, added to earlier rows. */
export function rowsOf(calls: readonly LoggedCall[], before: Rows): Rows {
  const reads = new Map<string, Set<string>>();
  const changes = new Map<string, Set<string>>();
  const add = (rows: Map<string, Set<string>>, type: string, actions: readonly string[]): void => {
    const row = rows.get(type) ?? new Set<string>();
    for (const action of actions) row.add(action);
    rows.set(type, row);
  };
  for (const [type, { read, change }] of Object.entries(before)) {
    add(reads, type, read);
    add(changes, type, change);
  }
  for (const { type, isChange, service, operation } of calls)
    add(isChange ? changes : reads, type, actionsOf(service, operation));
  const types = [...new Set([...reads.keys(), ...changes.keys()])].sort();
  return Object.fromEntries(
    types.map((type) => {
      const read = [...(reads.get(type) ?? [])].sort();
      const change = [...(changes.get(type) ?? [])].filter((action) => !read.includes(action)).sort();
      return [type, { read, change }];
    }),
  );
}
