import { template } from "../../../terraform/print";
import { awsCommand } from "./aws-command";
import { type Claim, withCommand } from "./check";
import { literal, self, equal } from "../expression";

export interface ExpectedVpc {
  readonly region: string;
  readonly name: string;
  readonly cidr: string;
}

/** Checks that an existing VPC has the declared range, and that its resolver answers for private names. */
export function vpcChecks({ region, name, cidr }: ExpectedVpc): Claim[] {
  const enable = (attribute: string): string =>
    awsCommand(region, "ec2 modify-vpc-attribute", { "vpc-id": "${self.id}", [attribute]: "Value=true" });
  return [
    {
      condition: template(equal(self("cidr_block"), literal(cidr))),
      errorMessage: `VPC ${name} has the range \${self.cidr_block}, network.vpcCidr says ${cidr}; correct the file`,
    },
    {
      condition: template(self("enable_dns_support")),
      errorMessage: withCommand(
        `VPC ${name} resolves no names, so no endpoint can be found`,
        enable("enable-dns-support"),
      ),
    },
    {
      condition: template(self("enable_dns_hostnames")),
      errorMessage: withCommand(
        `VPC ${name} has no DNS host names, which private DNS of endpoints needs`,
        enable("enable-dns-hostnames"),
      ),
    },
  ];
}
