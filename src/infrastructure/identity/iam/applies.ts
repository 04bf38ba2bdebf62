import { type Statement } from "../../identity-policies";
import { type Truth, every, not, some } from "../../../base/truth";
import { conditionHolds } from "./conditions";
import { patternMatch } from "./pattern-match";
import { type IamRequest } from "./policies";

/** Whether a statement of an identity, a boundary or a resource is about a request, without its principals. */
export function appliesTo(statement: Statement, request: IamRequest): Truth {
  const { actions, notActions, resources, notResources, conditions } = statement;
  const matched = every([
    notActions === undefined
      ? namesAction(actions, request.action)
      : not(namesAction(notActions, request.action)),
    notResources === undefined ? onResource(resources, request) : not(onResource(notResources, request)),
  ]);
  if (matched === false) return false;
  return every([matched, ...conditions.map((each) => conditionHolds(each, request.context))]);
}

export const isDeny = ({ effect }: Statement): boolean => effect === "Deny";

const namesAction = (patterns: readonly string[], action: string): Truth =>
  some(patterns.map((pattern) => patternMatch(pattern.toLowerCase(), action.toLowerCase())));

/** A trust policy has no resource: it is that of its role. */
const onResource = (patterns: readonly string[], { resource }: IamRequest): Truth =>
  patterns.length === 0 || some(patterns.map((pattern) => patternMatch(pattern, resource)));
