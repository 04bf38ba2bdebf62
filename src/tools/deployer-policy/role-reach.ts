import { type PolicyDocument } from "./documents";
import { METADATA } from "./emitted-boundary";
import { type RoleUse } from "./role-uses";
import { isOfKind } from "./unlimited";

/** What a role can have at most, whatever its trust and its policies become: the boundary without reads of names and settings. */
export interface RoleReach {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Keys of conditions. */
  readonly conditions: readonly string[];
  /** Policies that need it for any object; empty where it is limited. */
  readonly neededBy: readonly string[];
}

export const reachOf = ({ Statement }: PolicyDocument, uses: readonly RoleUse[]): RoleReach[] =>
  Statement.flatMap((statement) => {
    const actions = [statement.Action].flat().filter((action) => !METADATA.test(action));
    if (actions.length === 0) return [];
    const matching = uses.filter(({ action }) => actions.some((each) => matches(each, action)));
    return [
      {
        actions,
        resources: [statement.Resource ?? []].flat(),
        conditions: Object.values(statement.Condition ?? {}).flatMap((keys) => Object.keys(keys)),
        neededBy: isOfKind(statement) ? [...new Set(matching.map(({ by }) => by))] : [],
      },
    ];
  });

const matches = (pattern: string, action: string): boolean =>
  pattern.endsWith("*") ? action.startsWith(pattern.slice(0, -1)) : action === pattern;
