import { vpcAttachmentsOf } from "../../infrastructure/network-attachments";
import { endpointUserOf } from "../../infrastructure/network-endpoint-users";
import { homeOf } from "../../infrastructure/text-references";
import { text } from "../../terraform/stack-json";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Stated } from "../../infrastructure/stated";
import { type Check, type Finding, at, notJudged, ruleOf } from "../check";
import { openingsOf } from "../../infrastructure/network-openings";
import { returnPathFindings } from "./return-paths";
import TEXTS from "./texts.json";

export const endpointClients: Check = {
  ...ruleOf(TEXTS, "endpoint-clients"),
  run: (plan, { statedOf }) => [
    ...groupsWithoutPath(plan, statedOf(plan.name)),
    ...returnPathFindings(plan, [...openingsOf(plan).endpoints, ...openingsOf(plan).resolvers]),
  ],
};

/** Rules for a group of another network, which only a peering connection of the same region makes known. */
function groupsWithoutPath(plan: EnvironmentPlan, { extraRules = [] }: Stated): Finding[] {
  const rules = openingsOf(plan).endpoints.flatMap((opening) => opening.rules);
  return rules.flatMap((rule): Finding[] => {
    if (!("group" in rule.peer)) return [];
    const { group } = rule.peer;
    if (extraRules.some(({ peer }) => peer === group)) {
      return [
        notJudged(rule.resource, `whether ${group} of network.extraRules is a group of this VPC`, SEE_GROUP),
      ];
    }
    const problem =
      unknownGroup(plan) ?? (openingsOf(plan).clientRanges(rule).length === 0 ? NO_ROUTES : undefined);
    return problem === undefined
      ? []
      : [
          {
            ...at(rule.resource),
            message: `${group} is a group of another network, but ${problem}`,
          },
        ];
  });
}

const SEE_GROUP =
  "see that the VPC has the group; declare clients of another network as components.training-vpc, or by their ranges";

const NO_ROUTES = "no route leads to the attachment of that network";

function unknownGroup(plan: EnvironmentPlan): string | undefined {
  const attachment = endpointUserOf(plan)?.attachment;
  if (vpcAttachmentsOf(plan).length === 0) return "the stacks attach no other network";
  if (!attachment) return "no output of the stacks names the attachment to that network";
  const { kind, resource } = attachment;
  if (kind !== "peering") return `${resource.address} is no peering connection`;
  const region = text(resource.config["peer_region"]) ?? homeOf(plan).region;
  return region === homeOf(plan).region ? undefined : `${resource.address} leads to ${region}`;
}
