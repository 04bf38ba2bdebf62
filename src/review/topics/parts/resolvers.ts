import { type ResourceChange } from "../../change";
import { say } from "../../stages/phrase";
import { type Change, type Topic, type TopicLine } from "../topic";

const ENDPOINT = "aws_route53_resolver_endpoint";

/**
 * Endpoints of the Route 53 Resolver, which answer names for other networks, or ask other networks.
 *
 * Source: Route 53 developer guide, "Resolving DNS queries between VPCs and your network" (unconfirmed).
 */
export const resolvers: Topic = {
  title: "Resolver endpoints",
  lines: ({ resources }: Change) => resources.filter(isEndpoint).flatMap(linesOf),
  judges: (changed, edit) =>
    edit === undefined && "type" in changed && isEndpoint(changed) && changed.action !== "change",
};

const isEndpoint = ({ type }: Pick<ResourceChange, "type">): boolean => type === ENDPOINT;

function linesOf({ layer, address, action, before, after }: ResourceChange): TopicLine[] {
  if (action === "add") {
    const text = say`new ${address}: other networks ask it for names, and each of its addresses is billed by the hour`;
    return [{ level: "attention", layer, address, text }];
  }
  if (action !== "destroy" && action !== "replace") return [];
  const isInbound = (before ?? after)?.["direction"] === "INBOUND";
  const who = isInbound ? "networks that ask it" : "workloads that ask for names of other networks";
  const text = say`outage: ${address} is ${action === "destroy" ? "removed" : "replaced with other addresses"}, and ${[who]} get no answer`;
  return [{ level: "attention", harm: "outage", layer, address, text }];
}
