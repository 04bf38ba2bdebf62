import facts from "./endpoints-by-prefix.json";

const rowOf = <Row extends { readonly actions: string }>(rows: readonly Row[], action: string) =>
  rows.find(({ actions }) => new RegExp(actions).test(action));

/** VPC endpoints of the service of an action; undefined if this project knows none. */
export function endpointsOfAction(action: string): readonly string[] | undefined {
  if (rowOf(facts.withoutEndpoint, action)) return undefined;
  const ofPrefixes: Readonly<Record<string, readonly string[]>> = facts.endpoints;
  return rowOf(facts.ofActions, action)?.endpoints ?? ofPrefixes[prefixOf(action)];
}

/** The reason that an action has no endpoint. */
export const whyNoEndpoint = (action: string): string =>
  rowOf(facts.withoutEndpoint, action)?.why ?? `this project knows no endpoint of ${prefixOf(action)}`;

/** `sqs` of `sqs:SendMessage`. */
const prefixOf = (action: string): string => action.slice(0, action.indexOf(":"));
