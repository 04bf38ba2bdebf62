import { type EnvironmentConfig } from "../environment/schema";
import { rangesOf } from "../environment/zones";
import { endpointTypeOf } from "../environment/endpoints";
import { modelPorts } from "../environment/model-ports";
import { composeEnvironment } from "./compose";
import { neededEndpoints, neededProxy } from "./needs";
import { type SettingPath } from "../terraform/cause-record";
import { type SecurityGroupName, isGroup, isRange } from "../environment/network-names";
import {
  type Peer,
  type SecurityGroupRule,
  securityGroupRules,
  ruleId,
} from "./network/security-groups/security-group-rules";
import { clientCidrs, listenerPorts } from "./network/listener";
import { isByIds } from "../environment/existing-network";
import { type AnyComponent, type ComposedEnvironment, type Part } from "./contract";
import { type RuleProblem } from "../environment/rule-problems";
import { controlPlanePorts } from "./network/control-plane-ports";

/** Rules of the security groups that an environment needs, then those of the file. */
export const neededRules = (environment: ComposedEnvironment): SecurityGroupRule[] => [
  ...platformRules(environment),
  ...environment.config.network.extraRules.flatMap(extraRulesOf),
];

/** A rule of the file; between two groups, with that of the other end. */
function extraRulesOf({
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
      return owner === undefined ? modelPorts(config).keyOfPort(port) : ["components", owner];
    },
  };
}

/** Rules that the platform needs. */
function platformRules(environment: ComposedEnvironment): SecurityGroupRule[] {
  const { entry, network, cluster } = environment.config;
  const { endpointIds = {}, securityGroupIds } = network.existing ?? {};
  const needed = neededEndpoints(environment);
  const called = needed.filter(({ service }) => endpointTypeOf(service) === "interface");
  const others = called.filter(({ service }) => !securityGroupIds?.endpoints && service in endpointIds);
  // With Fargate, all models run there, without the group of nodes.
  const elsewhere = cluster.fargate ? ["models"] : [];
  const onNodes = needed.filter(({ callers }) => callers.some(({ title }) => !elsewhere.includes(title)));
  return securityGroupRules({
    vpcCidrs: rangesOf(environment).vpc,
    egress: network.egress,
    listenerPorts: listenerPorts(entry),
    clientCidrs: clientCidrs(entry, rangesOf(environment).vpc),
    ...portsOfPods(environment),
    controlPlanePorts: controlPlanePorts(environment),
    apiCidrs: cluster.apiAccess.cidrs,
    apiSecurityGroupIds: cluster.apiAccess.securityGroupIds,
    hasInterfaceEndpoints: others.length < called.length,
    hasOtherEndpoints: others.length > 0,
    gateways: onNodes.filter((each) => !called.includes(each)).map(({ service }) => service),
    hubCidrs: network.endpoints.hub?.cidrs ?? [],
    nameServers: network.existing?.nameServers ?? [],
    proxies: neededProxy(environment)?.servers ?? [],
    admitVpcToEndpoints: network.endpoints.admitVpcCidr,
  });
}

/** Further rules of security groups that the platform, or an earlier one of them, makes: AWS refuses a rule twice. */
export function repeatedRules(config: EnvironmentConfig, components: readonly AnyComponent[]): RuleProblem[] {
  const { extraRules, existing } = config.network;
  if (extraRules.length === 0 || (existing && !isByIds(existing))) return [];
  const environment = composeEnvironment("environment", config, components);
  const seen = new Set([...platformRules(environment).map(ruleId), ...environment.parts.flatMap(toServers)]);
  return extraRules.flatMap((rule, index) => {
    const ids = extraRulesOf(rule).map(ruleId);
    const isOneOf = (other: typeof rule): boolean =>
      extraRulesOf(other).some((each) => ids.includes(ruleId(each)));
    const twin = extraRules.slice(0, index).findIndex(isOneOf);
    if (twin < 0 && !ids.some((id) => seen.has(id))) return [];
    return [
      {
        path: ["network", "extraRules", index],
        expected: "a rule that does not exist yet: the platform, or a rule above, makes the same",
        fix: twin >= 0 && rule.models ? `move its models to network.extraRules[${twin}]` : "remove it",
      },
    ];
  });
}

/** Ids of the rules of nodes to servers of a part. */
const toServers = ({ contributes }: Part): string[] =>
  contributes.privateServers.map(({ cidr, port }) =>
    ruleId({ group: "nodes", direction: "egress", peer: { cidr }, port, description: "" }),
  );

/** Distinct container ports of models on nodes. With Fargate, all models run on Fargate. */
function nodeModelPorts(config: EnvironmentConfig): number[] {
  return config.cluster.fargate ? [] : modelPorts(config).all;
}
