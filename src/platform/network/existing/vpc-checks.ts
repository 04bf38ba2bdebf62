import { resolversOf } from "../../../environment/existing-network";
import { template } from "../../../terraform/print";
import { awsCommand } from "./aws-command";
import { type Claim, claim } from "./check";
import { literal, self, call, compare, equal, tupleOf } from "../expression";

export interface ExpectedVpc {
  readonly region: string;
  readonly name: string;
  readonly cidr: string;
  /** Name servers of the company that instances ask. @default - the resolver of the VPC */
  readonly nameServers?: readonly string[] | undefined;
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
 * "AmazonDNS-concepts", read 2026-11-30), or the stated name servers, which forward these names to it.
 */
export function nameServerCheck({ region, name, cidr, nameServers }: ExpectedVpc, vpcId: string): Claim {
  const resolver = tupleOf(["AmazonProvidedDNS", ...resolversOf(cidr)].map(literal));
  const servers = self("domain_name_servers");
  const known = call("length", call("setintersection", servers, resolver));
  const others = call("join", literal(" "), call("sort", call("setsubtract", servers, resolver)));
  const create = awsCommand(region, "ec2 create-dhcp-options", {
    "dhcp-configurations": `Key=domain-name-servers,Values=${nameServers?.join() ?? "AmazonProvidedDNS"}`,
    query: "DhcpOptions.DhcpOptionsId",
    output: "text",
  });
  const [condition, problem] = nameServers
    ? [
        equal(call("try", others, literal("")), literal([...nameServers].sort().join(" "))),
        `name the name servers \${try(join(", ", self.domain_name_servers), "nobody")}, network.existing.nameServers says ${nameServers.join(", ")}; correct the file`,
      ]
    : [
        compare(call("try", known, literal(0)), ">", literal(0)),
        "name only other name servers, which do not know the private names of endpoints and of the cluster; set network.existing.nameServers if they forward these names",
      ];
  return {
    condition: template(condition),
    errorMessage: `the DHCP options \${self.id} of VPC ${name} ${problem}, or run\n\n    aws ec2 associate-dhcp-options --region ${region} --vpc-id ${vpcId} --dhcp-options-id $(${create})`,
  };
}
