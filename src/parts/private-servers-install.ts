import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { type Construct } from "constructs";
import { type Part } from "../platform/contract";
import { type Hosts } from "../platform/install";

type NetworkServer = Part["contributes"]["privateServers"][number];

/**
 * Rules of the nodes to the servers of a part in the VPC or an attached network. AWS refuses a rule twice, so the first
 * of the parts that share a range and a port has it. A group that exists gets no rules.
 */
export function rulesToServers(
  scope: Construct,
  { environment: { parts, config }, network }: Hosts["network"],
  { part, name, description }: { readonly part: string; readonly name: string; readonly description: string },
): void {
  if (config.network.existing?.securityGroupIds.nodes !== undefined) return;
  const before = parts.slice(
    0,
    parts.findIndex(({ id }) => id === part),
  );
  const created = new Set(before.flatMap(serversOf).map(({ cidr, port }) => `${cidr} ${port}`));
  for (const { cidr, port } of parts.filter(({ id }) => id === part).flatMap(serversOf)) {
    if (created.has(`${cidr} ${port}`)) continue;
    const id = `${name}-${cidr}-${port}`;
    new VpcSecurityGroupEgressRule(scope, id, {
      securityGroupId: network.securityGroupIds.nodes,
      description,
      cidrIpv4: cidr,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      tags: { Name: id },
    });
  }
}

const serversOf = ({ contributes }: Part): readonly NetworkServer[] => contributes.privateServers;
