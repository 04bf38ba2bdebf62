import { attachmentsOf } from "../../infrastructure/network-attachments";
import { endpointUserOf } from "../../infrastructure/endpoint-users";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Rule } from "../../infrastructure/network-rules";
import { at, type Check } from "../check";
import { unresolvedServices } from "./crossing-names";
import { clientRangesOf, openingsOf } from "../../infrastructure/network-openings";
import { joinFirstNames } from "./words";
import { endpointService } from "../../evidence/endpoint-names";

export const attachmentCrossing: Check = {
  id: "attachment-crossing",
  severity: "warning",
  title:
    "another network that rules let use the interface endpoints resolves their names, and has its own way to S3",
  why: "Private DNS names of interface endpoints resolve in this VPC only, and the S3 gateway endpoint serves this VPC only: neither crosses a peering connection or a transit gateway. A Resolver endpoint, or hosted zones of the other VPC, make the names resolve there. Whether its owner has created the S3 gateway endpoint, forwarding rules and routes is not in the stacks",
  fix: "declare the network as components.training-vpc, with dns and all services that it uses, or remove the rule",
  source:
    'AWS PrivateLink guide, "Access an AWS service using an interface VPC endpoint" and "Gateway endpoints"; Route 53 developer guide, "resolver-forwarding-inbound-queries" (read 2026-11-21)',
  run: (plan, { statedOf }) => {
    if (attachmentsOf(plan).length === 0) return [];
    const peers = (statedOf(plan.name).extraRules ?? []).map(({ peer }) => peer);
    return (
      openingsOf(plan)
        .endpoints.flatMap(({ rules }) => rules)
        // `endpoint-clients` names a group of the file, which can be in this VPC.
        .filter(({ peer }) => !("group" in peer && peers.includes(peer.group)))
        .flatMap((rule) => {
          const losses = [...unresolvedServices(plan, clientRangesOf(plan, rule)), ...s3Losses(plan)];
          return losses.length === 0
            ? []
            : [{ ...at(rule.resource), message: `${clientName(rule)}: ${joinFirstNames(losses)}` }];
        })
    );
  },
};

const clientName = ({ peer }: Rule): string =>
  "cidr" in peer ? peer.cidr : "group" in peer ? peer.group : peer.prefixList;

/** The S3 gateway endpoint of the other network is declared by the command that its owner is asked to run. */
function s3Losses(plan: EnvironmentPlan): string[] {
  const commands = endpointUserOf(plan)?.commands ?? [];
  return commands.some((each) => /create-vpc-endpoint .*--vpc-endpoint-type Gateway .*\.s3\b/.test(each))
    ? []
    : [`S3 has no way there, so ${endpointService("s3").loss}`];
}
