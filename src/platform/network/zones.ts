import { template } from "../../terraform/print";
import { DataAwsAvailabilityZone } from "@cdktf/provider-aws/lib/data-aws-availability-zone";
import { Construct } from "constructs";
import { zonesWithoutEks } from "../../facts/regions";
import { awsCommand } from "./existing/aws-command";
import { type Claim } from "./existing/check";
import { literal, self, compare } from "./expression";

export interface ZonesProps {
  readonly region: string;
  /** Letters of the availability zones of the network: `a`. */
  readonly letters: readonly string[];
}

/**
 * Reads the availability zones of the network. A plan fails before Terraform creates anything if the account has no zone
 * of a letter, or if the letter is a zone in which Amazon EKS creates no cluster.
 */
export class Zones extends Construct {
  /** Names that are known after the zones were read. */
  readonly names: readonly string[];

  constructor(scope: Construct, id: string, { region, letters }: ZonesProps) {
    super(scope, id);
    this.names = letters.map((letter) => {
      const postcondition = zonesWithoutEks(region).map((zoneId) => zoneCheck(region, letter, zoneId));
      return new DataAwsAvailabilityZone(this, letter, {
        name: `${region}${letter}`,
        ...(postcondition.length > 0 ? { lifecycle: { postcondition } } : {}),
      }).name;
    });
  }
}

/** Refuses a zone by its id, since its letter depends on the account. */
function zoneCheck(region: string, letter: string, zoneId: string): Claim {
  const list = awsCommand(region, "ec2 describe-availability-zones", {
    query: "AvailabilityZones[].[ZoneName,ZoneId]",
    output: "text",
  });
  return {
    condition: template(compare(self("zone_id"), "!=", literal(zoneId))),
    errorMessage: `${region}${letter} is the zone ${zoneId} in this account, where Amazon EKS creates no cluster; replace ${letter} in network.zones by the letter of another zone. This command lists letters and ids:\n\n    ${list}`,
  };
}

/** Value of a subnet's `Name` tag: `mlops-hybrid-public-alb-ap-southeast-1a`. */
export const subnetName = (namePrefix: string, availabilityZone: string): string =>
  `${namePrefix}-${availabilityZone}`;
