import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53ResolverEndpoint } from "@cdktf/provider-aws/lib/route53-resolver-endpoint";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { CLUSTER_PORTS } from "../../facts/cluster-ports";
import { own } from "../../base/own";
import { type Hosts, type Install } from "../../platform/install";
import { HTTPS_PORT, attachmentId } from "./component";
import { type ServiceNames, serviceNames } from "./names";
import { ownerCommands } from "./owner-commands";
import { type TrainingVpc, settings } from "./settings";

/** Lets the training VPC use the interface endpoints, and makes their names resolve there. */
export const install: Install = {
  network: (stack, host) => {
    const { config } = host.environment;
    const given = settings.parse(own(config.components ?? {}, "training-vpc"));
    const attachment = attachmentId(given, config);
    const scope = new Construct(stack, "training-vpc");
    const names = serviceNames(given.services, host.location);
    const peer =
      attachment.type === "peering"
        ? { id: attachment.peerVpcId, account: attachment.peerAccount ?? config.account }
        : undefined;
    admitClients(scope, host, given, peer?.account);
    if (given.dns === "zones" && peer) createZones(scope, host, names, peer.id);
    const resolverTargets =
      given.dns === "resolver" ? createResolver(scope, host, attachment.cidrs) : undefined;
    return {
      training_vpc: {
        description: "Services for the training VPC, and the commands for its owner",
        value: {
          attachment: host.network.attachments?.[given.attachment]?.id,
          services: given.services,
          far_side_commands: ownerCommands({
            location: host.location,
            vpcCidr: host.network.vpcCidr,
            trainingVpcId: peer?.id,
            securityGroupIds: given.securityGroupIds,
            names,
            resolverTargets,
          }),
        },
      },
    };
  },
};

/** Rules of the group of the endpoints. A group of another account has that account before its id. */
function admitClients(
  scope: Construct,
  { environment, network, attachments }: Hosts["network"],
  { securityGroupIds, cidrs, attachment }: TrainingVpc,
  account: string | undefined,
): void {
  const connection = own(attachments, attachment);
  const admit = (id: string, peer: { referencedSecurityGroupId: string } | { cidrIpv4: string }) => {
    const name = `endpoints-from-training-${id}-${HTTPS_PORT}`;
    return new VpcSecurityGroupIngressRule(scope, name, {
      securityGroupId: network.securityGroupIds.endpoints,
      description: "AWS services for the training VPC",
      ipProtocol: "tcp",
      fromPort: HTTPS_PORT,
      toPort: HTTPS_PORT,
      ...peer,
      ...(connection ? { dependsOn: [connection] } : {}),
      tags: { Name: name },
    });
  };
  for (const group of securityGroupIds) {
    const isOwn = account === environment.config.account;
    admit(group, { referencedSecurityGroupId: isOwn ? group : `${account}/${group}` });
  }
  for (const cidr of cidrs) admit(cidr, { cidrIpv4: cidr });
}

/**
 * A zone for each service, associated with the training VPC only. In this VPC, the endpoints keep their private DNS, which has
 * the same names.
 */
function createZones(
  scope: Construct,
  { location, endpointAliases }: Hosts["network"],
  names: readonly ServiceNames[],
  trainingVpcId: string,
): void {
  for (const { service, domain: name, hosts } of names) {
    const zone = new Route53Zone(scope, `zone-${service}`, {
      name,
      comment: "Names of an endpoint for the training VPC",
      vpc: [{ vpcId: trainingVpcId, vpcRegion: location.region }],
      tags: { Name: name },
    });
    for (const host of hosts) {
      new Route53Record(scope, recordId(service, host), {
        zoneId: zone.zoneId,
        name: host,
        type: "A",
        alias: { ...aliasOf(service, endpointAliases), evaluateTargetHealth: false },
      });
    }
  }
}

const recordId = (service: string, host: string): string =>
  `${host.startsWith("*") ? "any-record" : "record"}-${service}`;

function aliasOf(service: string, aliases: Hosts["network"]["endpointAliases"]) {
  const alias = own(aliases, service);
  if (!alias) throw new Error(`no endpoint of ${service}, which the part needs`);
  return alias;
}

/** A Resolver endpoint with an address in each private subnet. Returns the addresses for a forwarding rule. */
function createResolver(scope: Construct, host: Hosts["network"], cidrs: readonly string[]): string {
  const { network, environment } = host;
  const { prefix } = environment.names;
  const name = `${prefix}-resolver-sg`;
  const group = new SecurityGroup(scope, "resolver-group", {
    vpcId: network.vpcId,
    name,
    description: "Interfaces of the Resolver endpoint",
    tags: { Name: name },
  });
  for (const cidr of cidrs) {
    for (const ipProtocol of ["tcp", "udp"]) {
      const id = `resolver-from-${cidr}-${CLUSTER_PORTS.dns}-${ipProtocol}`;
      new VpcSecurityGroupIngressRule(scope, id, {
        securityGroupId: group.id,
        description: "DNS queries of the training VPC",
        cidrIpv4: cidr,
        ipProtocol,
        fromPort: CLUSTER_PORTS.dns,
        toPort: CLUSTER_PORTS.dns,
        tags: { Name: id },
      });
    }
  }
  const endpoint = new Route53ResolverEndpoint(scope, "resolver", {
    name: `${prefix}-training-vpc`,
    direction: "INBOUND",
    securityGroupIds: [group.id],
    ipAddress: network.privateSubnetIds.map((subnetId) => ({ subnetId })),
    tags: { Name: `${prefix}-training-vpc` },
  });
  return `Ip=\${join(",Port=${CLUSTER_PORTS.dns} Ip=", ${endpoint.fqn}.ip_address[*].ip)},Port=${CLUSTER_PORTS.dns}`;
}
