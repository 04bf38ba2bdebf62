import { type Principal, type Statement } from "../identity-policies";

/** A statement with each text as a function writes it, except its actions and the keys of its conditions. */
export function withStatementTexts(statement: Statement, write: (value: string) => string): Statement {
  const principal = ({ kind, value }: Principal): Principal => ({ kind, value: write(value) });
  const { principals, resources, conditions, notPrincipals, notResources } = statement;
  return {
    ...statement,
    principals: principals.map(principal),
    resources: resources.map(write),
    conditions: conditions.map((each) => ({ ...each, values: each.values.map(write) })),
    ...(notPrincipals ? { notPrincipals: notPrincipals.map(principal) } : {}),
    ...(notResources ? { notResources: notResources.map(write) } : {}),
  };
}
