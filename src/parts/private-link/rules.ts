import { counted } from "../../base/counted";
import { entryReach } from "../../environment/entry";
import { type RuleProblem, allOf, forEach } from "../../environment/rule-problems";
import { type EnvironmentConfig } from "../../environment/schema";
import { partitionOf } from "../../facts/aws";
import { type PrivateLink } from "./settings";

const at = (...keys: (string | number)[]) => ["components", "private-link", ...keys];

export function privateLinkRules(given: PrivateLink, config: EnvironmentConfig): RuleProblem[] {
  const { type } = config.entry;
  if (type !== "nlb") {
    return [
      {
        path: at(),
        got: `entry.type ${type}`,
        expected:
          "entry.type nlb: an endpoint service has a Network Load Balancer in front of the pods, and an ALB behind one is not made",
        fix: "set entry.type: nlb, or remove this key and let the clients in through network.attachments",
      },
    ];
  }
  return allOf(
    () => principalProblems(given, config),
    () => nameProblems(given, config),
    () => regionProblems(given, config),
    () => rangeProblems(given, config),
  );
}

function principalProblems({ principals }: PrivateLink, { region }: EnvironmentConfig): RuleProblem[] {
  const prefix = `arn:${partitionOf(region)}:`;
  return forEach(principals, (principal, index) =>
    principal.startsWith(prefix)
      ? []
      : [
          {
            path: at("principals", index),
            expected: `a principal of ${prefix}, the partition of ${region}`,
            fix: "write a principal of this partition: PrivateLink does not lead into another one",
          },
        ],
  );
}

/** A service has one private name, and clients compare it with the certificate. */
function nameProblems(
  { privateDnsName: name }: PrivateLink,
  { models, entry }: EnvironmentConfig,
): RuleProblem[] {
  if (name === undefined) return [];
  const path = at("privateDnsName");
  if (models.length !== 1) {
    return [
      {
        path,
        expected: `no private name with ${counted(models.length, "model")}, each of which has a service of its own`,
        fix: "keep one model, or remove privateDnsName: consumers make records for the names of their endpoints",
      },
    ];
  }
  const { hosts, servesHttps } = entryReach(entry);
  return !servesHttps || hosts.length === 0 || hosts.includes(name)
    ? []
    : [
        {
          path,
          expected: `${hosts.join(" or ")}, which the certificate has`,
          fix: "write one of them, or add the name to entry.alsoHosts and to the certificate",
        },
      ];
}

const regionProblems = ({ regions }: PrivateLink, { region }: EnvironmentConfig): RuleProblem[] =>
  forEach(regions, (each, index) =>
    each === region || partitionOf(each) !== partitionOf(region)
      ? [
          {
            path: at("regions", index),
            expected: `a region other than ${region}, which consumers always have, in its partition`,
            fix: "remove it",
          },
        ]
      : [],
  );

/** The default range is that of the VPC, in which no consumer is. */
const rangeProblems = ({ consumerRanges }: PrivateLink, { entry }: EnvironmentConfig): RuleProblem[] =>
  consumerRanges === "any" || entryReach(entry).created?.clientCidrs !== undefined
    ? []
    : [
        {
          path: ["entry", "clientCidrs"],
          got: "nothing",
          expected: "the ranges of the consumers' own addresses, which the security group of the NLB judges",
          fix: "write the ranges of the consumers' VPCs, or set components.private-link.consumerRanges: any",
        },
      ];
