import { meantOr } from "../../base/did-you-mean";
import { contains, holdNetwork, overlaps } from "../../base/cidr";
import { type TrainingVpc } from "./settings";
import { type RuleProblem, allOf, forEach } from "../../environment/rule-problems";
import { type EnvironmentConfig } from "../../environment/schema";

type Attachment = EnvironmentConfig["network"]["attachments"][number];

const at = (...keys: (string | number)[]) => ["components", "training-vpc", ...keys];

export function trainingVpcRules(given: TrainingVpc, config: EnvironmentConfig): RuleProblem[] {
  const { attachments, existing, endpoints } = config.network;
  if (!endpoints.interfaces || endpoints.hub) {
    const key = endpoints.hub ? "hub" : "interfaces: false";
    return [
      {
        path: at(),
        got: "clients of the interface endpoints",
        expected: `none with network.endpoints.${key}, which leaves no interface endpoint`,
        fix: endpoints.hub
          ? "remove it; the training VPC uses the hub by an attachment of its own"
          : "remove it, or remove interfaces: false",
      },
    ];
  }
  if (existing) {
    return [
      {
        path: at(),
        got: "the training VPC of an existing network",
        expected: "none with network.existing, whose owner manages its routes and names",
        fix: "remove it; the owner of the network adds routes, rules and names as docs/parts/training-vpc.md describes",
      },
    ];
  }
  const attachment = attachments.find(({ name }) => name === given.attachment);
  if (!attachment) {
    const names = attachments.map(({ name }) => name);
    return [
      {
        path: at("attachment"),
        expected: names[0]
          ? `one of network.attachments: ${names.join(", ")}`
          : "an entry of network.attachments, which has none",
        fix: meantOr(
          "add the peering connection or the transit gateway to network.attachments with this name",
          given.attachment,
          names,
        ),
      },
    ];
  }
  return allOf(
    () => regionProblems(attachment, config),
    () => clientProblems(given, attachment),
    () => rangeProblems(given, attachment, attachments),
    () => zoneProblems(given, attachment, config),
  );
}

/** A job calls the services of its own region, whose names are not those of this region. */
function regionProblems(attachment: Attachment, { region }: EnvironmentConfig): RuleProblem[] {
  const other = attachment.type === "peering" ? (attachment.peerRegion ?? region) : region;
  if (other === region) return [];
  return [
    {
      path: at("attachment"),
      expected: `an attachment within ${region}: jobs in ${other} call the services of ${other}, and AWS refuses security groups of another region`,
      fix: `create endpoints in the training VPC in ${other}`,
    },
  ];
}

function clientProblems(given: TrainingVpc, attachment: Attachment): RuleProblem[] {
  const { securityGroupIds, cidrs } = given;
  if (securityGroupIds.length + cidrs.length === 0) {
    return [
      {
        path: at(),
        got: "no clients",
        expected: "securityGroupIds or cidrs, which may connect to the endpoints",
        fix: "list the security groups of the jobs, or their ranges",
      },
    ];
  }
  if (attachment.type === "peering" || securityGroupIds.length === 0) return [];
  return [
    {
      path: at("securityGroupIds"),
      expected:
        "none across a transit gateway, which knows groups only if its owner enables security group referencing",
      fix: "list the ranges of the jobs in cidrs",
    },
  ];
}

function rangeProblems(
  { cidrs }: TrainingVpc,
  attachment: Attachment,
  all: readonly Attachment[],
): RuleProblem[] {
  return forEach(cidrs, (cidr, index) => {
    const [taken] = all
      .filter((other) => other !== attachment)
      .flatMap((other) => takenBy(other, cidr, attachment));
    const twin = cidrs.slice(0, index).find((other) => overlaps(other, cidr));
    return [
      ...(holdNetwork(attachment.cidrs, cidr)
        ? []
        : [
            {
              path: at("cidrs", index),
              expected: `a range within ${attachment.cidrs.join(", ")}, which are routed to ${attachment.name}`,
              fix: "correct the range, or add it to cidrs of the attachment",
            },
          ]),
      ...(taken === undefined
        ? []
        : [
            {
              path: at("cidrs", index),
              expected: `a range that ${taken} does not decide`,
              fix: "correct the range; packets go to the attachment of the longest prefix",
            },
          ]),
      ...(twin === undefined
        ? []
        : [
            {
              path: at("cidrs", index),
              expected: `a range that does not overlap ${twin}`,
              fix: "remove the narrower range",
            },
          ]),
    ];
  });
}

/** Ranges of another attachment that take packets to a range, since they are narrower than those of the attachment. */
const takenBy = (other: Attachment, cidr: string, { cidrs }: Attachment): string[] =>
  other.cidrs
    .filter((range) => overlaps(range, cidr))
    .filter((range) => !cidrs.some((own) => contains(own, cidr) && contains(range, own)))
    .map((range) => `${range} of ${other.name}`);

/**
 * A zone of this account is first associated with a VPC of this account. If that is this VPC, the endpoints lose their private
 * DNS, which has the same names.
 */
function zoneProblems(
  { dns }: TrainingVpc,
  attachment: Attachment,
  { account }: EnvironmentConfig,
): RuleProblem[] {
  if (dns !== "zones" || (attachment.type === "peering" && (attachment.peerAccount ?? account) === account)) {
    return [];
  }
  return [
    {
      path: at("dns"),
      expected: "resolver, since zones need a peering connection with a VPC of the same account",
      fix: "write dns: resolver",
    },
  ];
}
