import facts from "./endpoints-by-prefix.json";

/** VPC endpoints of the services that IAM actions belong to, by the prefix of the action. */
const OF_PREFIXES: Readonly<Record<string, readonly string[]>> = facts.endpoints;

/** Actions that have another endpoint than the rest of their service. */
const OF_ACTIONS: readonly (readonly [actions: RegExp, services: readonly string[]])[] = [
  [/^sagemaker:Invoke/, ["sagemaker.runtime"]],
  [/^servicediscovery:DiscoverInstances/, ["data-servicediscovery"]],
  [/^bedrock:(InvokeAgent|InvokeFlow|Retrieve)/, ["bedrock-agent-runtime"]],
  [/^bedrock:(Invoke|Converse|ApplyGuardrail)/, ["bedrock-runtime"]],
];

/** Services whose API is not in a region, so that no VPC has an endpoint of it. */
const GLOBAL = ["cloudfront", "globalaccelerator", "route53", "shield", "support", "waf"];

/** Endpoints of the service of an action; undefined if this project knows none. */
export const endpointsOfAction = (action: string): readonly string[] | undefined =>
  OF_ACTIONS.find(([actions]) => actions.test(action))?.[1] ?? OF_PREFIXES[prefixOf(action)];

/** The reason that an action has no endpoint. */
export function whyNoEndpoint(action: string): string {
  const prefix = prefixOf(action);
  if (GLOBAL.includes(prefix)) return `${prefix} has no endpoint in a VPC`;
  if (prefix === "dynamodb")
    return "dynamodb has a gateway endpoint that this project does not create, and no private DNS name of an interface";
  return `this project knows no endpoint of ${prefix}`;
}

/** `sqs` of `sqs:SendMessage`. */
export const prefixOf = (action: string): string => action.slice(0, action.indexOf(":"));
