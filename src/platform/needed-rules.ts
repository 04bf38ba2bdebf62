import { type EnvironmentConfig } from "../environment/schema";
import { nodeModelPorts, partOfPort } from "../environment/model-ports";
import { type ComposedEnvironment } from "./compose";
import { controlPlanePorts } from "./needs";
import { type SettingPath } from "../terraform/cause-record";
import { type SecurityGroupName, isGroup, isRange } from "../environment/network-names";
import {
  type Peer,
  type SecurityGroupRule,
  securityGroupRules,
} from "./network/security-groups/security-group-rules";
import { clientCidrs, listenerPorts } from "./network/listener";

/** Rules of the security groups that an environment needs, then those of the file. */
export const neededRules = (environment: ComposedEnvironment): SecurityGroupRule[] => [
  ...platformRules(environment),
  ...environment.config.network.extraRules.flatMap(extraRulesOf),
];

/** A rule of the file; between two groups, with that of the other end. */
export function extraRulesOf({
  group,
  direction,
  peer,
  port,
  reason,
}: EnvironmentConfig["network"]["extraRules"][number]): SecurityGroupRule[] {
  const rule = (
    own: SecurityGroupName,
    way: SecurityGroupRule["direction"],
    other: Peer,
  ): SecurityGroupRule => ({
    group: own,
    direction: way,
    peer: other,
    port,
    description: reason,
    requestedBy: "network.extraRules",
    part: ["network", "extraRules"],
  });
  if (!isGroup(peer)) return [rule(group, direction, peerNamed(peer))];
  return [
    rule(group, direction, { group: peer }),
    rule(peer, direction === "ingress" ? "egress" : "ingress", { group }),
  ];
}

function peerNamed(peer: string): Peer {
  if (isRange(peer)) return { cidr: peer };
  return peer.startsWith("pl-") ? { prefixListId: peer } : { securityGroupId: peer };
}

/** Ports of pods that the load balancer connects to, each with the part of the file that it comes from. */
function portsOfPods({ config, parts }: ComposedEnvironment) {
  const ofModels = nodeModelPorts(config);
  const others = parts.flatMap(({ id, contributes }) =>
    contributes.entryPorts.filter((port) => !ofModels.includes(port)).map((port) => [port, id] as const),
  );
  const owners = new Map(others);
  return {
    modelPorts: [...ofModels, ...owners.keys()],
    partOfPort: (port: number): SettingPath => {
      const owner = owners.get(port);
      return owner === undefined ? partOfPort(config, port) : ["components", owner];
    },
  };
}

/** Rules that the platform needs. */
export function platformRules(environment: ComposedEnvironment): SecurityGroupRule[] {
  const { entry, network, cluster } = environment.config;
  return securityGroupRules({
    vpcCidr: network.vpcCidr,
    egress: network.egress,
    listenerPorts: listenerPorts(entry),
    clientCidrs: clientCidrs(entry, network.vpcCidr),
    ...portsOfPods(environment),
    controlPlanePorts: controlPlanePorts(environment),
    apiCidrs: cluster.apiAccess.cidrs,
    apiSecurityGroupIds: cluster.apiAccess.securityGroupIds,
    hasInterfaceEndpoints: network.endpoints.interfaces,
    admitVpcToEndpoints: network.endpoints.admitVpcCidr,
  });
}
