import { vpcAttachmentsOf } from "../../infrastructure/network-attachments";
import { endpointUserOf } from "../../infrastructure/network-endpoint-users";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type SgRule } from "../../infrastructure/network-rules";
import { at, type Check, ruleOf } from "../check";
import { unresolvedServices } from "./crossing-names";
import { openingsOf } from "../../infrastructure/network-openings";
import { joinFirstNames } from "./words";
import { endpointService } from "../../evidence/endpoint-names";
import TEXTS from "./texts.json";

export const attachmentCrossing: Check = {
  ...ruleOf(TEXTS, "attachment-crossing"),
  run: (plan, { statedOf }) => {
    if (vpcAttachmentsOf(plan).length === 0) return [];
    const peers = (statedOf(plan.name).extraRules ?? []).map(({ peer }) => peer);
    return (
      openingsOf(plan)
        .endpoints.flatMap(({ rules }) => rules)
        // `endpoint-clients` names a group of the file, which can be in this VPC.
        .filter(({ peer }) => !("group" in peer && peers.includes(peer.group)))
        .flatMap((rule) => {
          const losses = [
            ...unresolvedServices(plan, openingsOf(plan).clientRanges(rule)),
            ...s3Losses(plan),
          ];
          return losses.length === 0
            ? []
            : [{ ...at(rule.resource), message: `${clientName(rule)}: ${joinFirstNames(losses)}` }];
        })
    );
  },
};

const clientName = ({ peer }: SgRule): string =>
  "cidr" in peer ? peer.cidr : "group" in peer ? peer.group : peer.prefixList;

/** The S3 gateway endpoint of the other network is declared by the command that its owner is asked to run. */
function s3Losses(plan: EnvironmentPlan): string[] {
  const commands = endpointUserOf(plan)?.commands ?? [];
  return commands.some((each) => /create-vpc-endpoint .*--vpc-endpoint-type Gateway .*\.s3\b/.test(each))
    ? []
    : [`S3 has no way there, so ${endpointService("s3").loss}`];
}
