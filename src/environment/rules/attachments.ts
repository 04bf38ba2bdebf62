import { ANYWHERE, WIDEST_OWN_PREFIX, contains, overlaps, prefixLength } from "../../base/cidr";
import { when } from "./key-problem";
import { isByIds } from "../existing-network";
import { vpcRanges } from "../values/subnet-plan";
import { type EnvironmentConfig } from "../schema";
import { type RuleProblem, allOf, forEach } from "../rule-problems";

type Network = EnvironmentConfig["network"];
type Attachment = Network["attachments"][number];

/** Whether an attachment is meant as the way to the internet. */
export const hasDefaultRoute = ({ cidrs }: Attachment): boolean => cidrs.includes(ANYWHERE);

export function attachmentRules({ network }: EnvironmentConfig): RuleProblem[] {
  const { attachments, existing } = network;
  if (existing && !isByIds(existing) && attachments.length > 0) {
    return [
      {
        path: ["network", "attachments"],
        got: "attachments of a network by names",
        expected: "none with network.existing by names, because Terraform creates nothing in that network",
        fix: "write network.existing by ids, with vpcId",
      },
    ];
  }
  return allOf(
    () => (existing ? withItself(attachments, existing.vpcId) : givenIds(attachments)),
    () => sameTwice(attachments),
    () => wayOut(network),
    () => ranges(network),
  );
}

/** A VPC that Terraform creates has no attachment before. */
const givenIds = (attachments: readonly Attachment[]): RuleProblem[] =>
  forEach(attachments, ({ attachmentId }, index) =>
    when(attachmentId !== undefined, {
      path: ["network", "attachments", index, "attachmentId"],
      expected: "no id without network.existing, because Terraform creates the VPC and attaches it",
      fix: "remove it",
    }),
  );

const withItself = (attachments: readonly Attachment[], vpcId: string | undefined): RuleProblem[] =>
  forEach(attachments, (attachment, index) =>
    when(attachment.type === "peering" && attachment.peerVpcId === vpcId, {
      path: ["network", "attachments", index, "peerVpcId"],
      expected: "another VPC than network.existing.vpcId",
      fix: "write the id of the VPC at the other end",
    }),
  );

/** The network at the other end. AWS refuses a second attachment of the VPC to it. */
const targetOf = (attachment: Attachment): { readonly key: string; readonly id: string } =>
  attachment.type === "peering"
    ? { key: "peerVpcId", id: attachment.peerVpcId }
    : { key: "transitGatewayId", id: attachment.transitGatewayId };

function sameTwice(attachments: readonly Attachment[]): RuleProblem[] {
  return forEach(attachments, (attachment, index) => {
    const earlier = attachments.slice(0, index);
    const { key, id } = targetOf(attachment);
    const path = ["network", "attachments", index];
    const twin = earlier.find((other) => targetOf(other).id === id);
    const expected = `another network than that of ${twin?.name}, since AWS attaches a VPC to it once`;
    const named = { path: [...path, "name"], expected: "each name once", fix: "choose another name" };
    return [
      ...when(
        earlier.some(({ name }) => name === attachment.name),
        named,
      ),
      ...when(twin !== undefined, {
        path: [...path, key],
        expected,
        fix: `move the ranges to cidrs of ${twin?.name}`,
      }),
    ];
  });
}

const isGateway = ({ type }: Attachment): boolean => type === "transit-gateway";

function wayOut({ egress, attachments }: Network): RuleProblem[] {
  const gateways = attachments.filter(isGateway);
  // The only one has the default route, also where a mistake in the file left it out.
  if (egress !== "transit-gateway" || gateways.length === 1 || gateways.some(hasDefaultRoute)) return [];
  return [
    {
      path: ["network", "egress"],
      expected: "an attachment to a transit gateway, and of several the one with 0.0.0.0/0 in its cidrs",
      fix: "add it to network.attachments, or 0.0.0.0/0 to cidrs of one of them",
    },
  ];
}

function ranges({ egress, attachments, ...network }: Network): RuleProblem[] {
  const all = forEach(attachments, (attachment, index) =>
    forEach(attachment.cidrs, (cidr, at) => [
      { cidr, attachment, path: ["network", "attachments", index, "cidrs", at] },
    ]),
  );
  return forEach(all, (each, index) => {
    const { cidr, attachment, path } = each;
    const isDefault = cidr === ANYWHERE && isGateway(attachment);
    if (prefixLength(cidr) < WIDEST_OWN_PREFIX && !(isDefault && egress === "transit-gateway")) {
      return [
        {
          path,
          expected: `/${WIDEST_OWN_PREFIX} or narrower, since a wider range includes the internet`,
          fix: isDefault
            ? "set network.egress: transit-gateway, with which the default route leads there, or list the ranges of the other network"
            : "list the ranges of the other network; network.egress routes to the internet",
        },
      ];
    }
    const twin = all.slice(0, index).find((other) => other.cidr === cidr && other.attachment !== attachment);
    return [
      ...vpcRanges(network).flatMap((range) => besideVpc(each, range)),
      ...when(twin !== undefined, {
        path,
        expected: `a range that ${twin?.attachment.name} does not have, since a table has one route to it`,
        fix: "remove one of the two; of ranges in each other, the narrower decides",
      }),
    ];
  });
}

/**
 * The local route of the VPC precedes a wider route, so a transit gateway may have the range of a
 * whole organization, the VPC included. AWS refuses a route within the VPC's range, and a peering
 * connection of overlapping VPCs.
 */
function besideVpc(
  { cidr, attachment, path }: { cidr: string; attachment: Attachment; path: (string | number)[] },
  vpcCidr: string,
): RuleProblem[] {
  const isSummary = attachment.type === "transit-gateway" && cidr !== vpcCidr && contains(cidr, vpcCidr);
  if (!overlaps(cidr, vpcCidr) || isSummary) return [];
  return [
    {
      path,
      expected:
        attachment.type === "peering"
          ? `a range that does not overlap the VPC's ${vpcCidr}, as AWS requires of a peering connection`
          : `a range outside the VPC's ${vpcCidr}, or a wider one that contains it`,
      fix: "correct the range, or choose another network.vpcCidr before the VPC is created",
    },
  ];
}
