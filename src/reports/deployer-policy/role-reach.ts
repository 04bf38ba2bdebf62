import { type PolicyDocument, namesNoObject } from "./documents";
import { METADATA } from "./emitted-boundary";
import { type RoleUse } from "./role-uses";

/**
 * Lines on what a role can have at most, with any trust and any policies: the boundary without reads of names and settings, with
 * the policies that need what no name limits.
 */
export const roleReach = ({ Statement }: PolicyDocument, uses: readonly RoleUse[]): string[] =>
  Statement.flatMap((statement) => {
    const actions = [statement.Action].flat().filter((action) => !METADATA.test(action));
    if (actions.length === 0) return [];
    const needed = uses.filter(({ action }) => actions.some((each) => matches(each, action)));
    const objects = [statement.Resource ?? []].flat().map((each) => (each === "*" ? "any" : `\`${each}\``));
    const keys = Object.values(statement.Condition ?? {}).flatMap((each) => Object.keys(each));
    const limits = keys.length === 0 ? "" : `, limited by ${listOf(keys)}`;
    const by = namesNoObject(statement)
      ? `. Needed by ${[...new Set(needed.map((use) => use.by))].join(", ")}`
      : "";
    return [`- ${listOf(actions)} on ${objects.join(", ")}${limits}${by}`];
  });

const listOf = (all: readonly string[]): string => all.map((each) => `\`${each}\``).join(", ");

const matches = (pattern: string, action: string): boolean =>
  pattern.endsWith("*") ? action.startsWith(pattern.slice(0, -1)) : action === pattern;
