import { own } from "../../base/own";
import facts from "./endpoints-by-prefix.json";

const OF_PREFIXES: Readonly<Record<string, readonly string[]>> = facts.endpoints;
const WITHOUT_ENDPOINT: Readonly<Record<string, string>> = facts.withoutEndpoint;

/** VPC endpoints of the service of an action; undefined if this project knows none. */
export const endpointsOfAction = (action: string): readonly string[] | undefined =>
  facts.ofActions.find(({ actions }) => new RegExp(actions).test(action))?.endpoints ??
  OF_PREFIXES[prefixOf(action)];

/** The reason that an action has no endpoint. */
export const whyNoEndpoint = (action: string): string =>
  own(WITHOUT_ENDPOINT, prefixOf(action)) ?? `this project knows no endpoint of ${prefixOf(action)}`;

/** `sqs` of `sqs:SendMessage`. */
const prefixOf = (action: string): string => action.slice(0, action.indexOf(":"));
