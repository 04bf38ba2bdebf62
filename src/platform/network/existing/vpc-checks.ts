import { addressesOf, cidrAt } from "../../../base/cidr";
import { template } from "../../../terraform/print";
import { awsCommand } from "./aws-command";
import { type Claim, claim } from "./check";
import { literal, self, call, compare, equal, tupleOf } from "../expression";

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
    claim(
      template(self("enable_dns_support")),
      `VPC ${name} resolves no names, so no endpoint can be found`,
      enable("enable-dns-support"),
    ),
    claim(
      template(self("enable_dns_hostnames")),
      `VPC ${name} has no DNS host names, which private DNS of endpoints needs`,
      enable("enable-dns-hostnames"),
    ),
  ];
}

/**
 * Checks that instances ask the resolver of the VPC, which alone knows the private names of endpoints and of the cluster (VPC user guide,
 * "AmazonDNS-concepts", read 2026-11-30).
 */
export function nameServerCheck({ region, name, cidr }: ExpectedVpc, vpcId: string): Claim {
  // The resolver also has the third address of the VPC, and one that is the same in all VPCs.
  const [third = ""] = cidrAt((addressesOf(cidr)?.first ?? 0) + 2, 32).split("/");
  const resolver = ["AmazonProvidedDNS", "169.254.169.253", third].map(literal);
  const known = call("length", call("setintersection", self("domain_name_servers"), tupleOf(resolver)));
  const create = awsCommand(region, "ec2 create-dhcp-options", {
    "dhcp-configurations": "Key=domain-name-servers,Values=AmazonProvidedDNS",
    query: "DhcpOptions.DhcpOptionsId",
    output: "text",
  });
  return claim(
    template(compare(call("try", known, literal(0)), ">", literal(0))),
    `the DHCP options \${self.id} of VPC ${name} name only other name servers, which do not know the private names of endpoints and of the cluster`,
    `aws ec2 associate-dhcp-options --region ${region} --vpc-id ${vpcId} --dhcp-options-id $(${create})`,
  );
}
