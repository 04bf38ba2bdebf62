import { Route53ProfilesAssociation } from "@cdktf/provider-aws/lib/route53profiles-association";
import { Construct } from "constructs";
import { endpointTypeOf } from "../../environment/endpoints";
import { BILLING } from "../../facts/billing";
import { contributed } from "./contributions";
import { type Install } from "../install";
import { type Installed } from "../stack-outputs/output-value";
import { hubServices, neededEndpoints } from "../needs";
import { entryReach } from "../../environment/entry";
import { type ComposedEnvironment } from "../contract";
import { gatewayCalls } from "./gateway-calls";
import { alarmThresholdUsd } from "../../environment/vpc-cost";
import { rangesOf, zonesOf } from "../../environment/zones";
import { addedFor } from "./cause";
import { fromPart } from "../cause";
import { CostAlarm } from "../network/cost-alarm";
import {
  FULL_ACCESS,
  policyOfDynamoDbEndpoint,
  policyOfS3Endpoint,
} from "../network/endpoints/gateway-policies";
import { VpcEndpoints } from "../network/endpoints/vpc-endpoints";
import { ExistingNetwork } from "../network/existing/existing-network";
import { type FoundNetwork } from "../network/existing/found-network";
import { type GivenParts, NetworkByIds } from "../network/existing/network-by-ids";
import { isByIds } from "../../environment/existing-network";
import { Attachments } from "../network/attachments";
import { FlowLogs } from "../network/flow-logs";
import { Network } from "../network/network";
import { NetworkAcls } from "../network/network-acls";
import { addNetworkEntry } from "../network/network-entry";
import { networkByIds, networkByNames } from "./existing-network";
import { neededRules } from "../needed-rules";
import { SecurityGroups } from "../network/security-groups/security-groups";
import { subnetIdsOf } from "../network/subnet-tags";
import { Zones } from "../network/zones";
import { type INetwork, type NetworkOutputs } from "../stack-outputs/network";
import { awsLocation } from "../../facts/aws";
import { own } from "../../base/own";
import { PLANS_FOLDER } from "../plan-storage";
import { LayerStack } from "../layer-stack";
import { keyOfPart } from "./parts/key-of-part";
import { networkOutputs, subnetOutputs } from "../network/network-outputs";
import { clientCidrs, listenerPorts } from "../network/listener";
import { contains } from "../../base/cidr";
import { type EnvironmentConfig } from "../../environment/schema";
import { isRange } from "../../environment/network-names";

type ExistingConfig = NonNullable<EnvironmentConfig["network"]["existing"]>;

/** The VPC and its resources before the cluster exists, either created or existing. */
export class NetworkStack extends LayerStack {
  private installed: Installed = {};
  private readonly zones: Zones;

  constructor(
    scope: Construct,
    environment: ComposedEnvironment,
    private readonly installs: Readonly<Record<string, Install>>,
  ) {
    super(scope, environment, "network");
    this.zones = new Zones(this, "Zones", {
      region: environment.config.region,
      letters: environment.config.network.zones,
    });
    fromPart(this.zones, ["network", "zones"]);
    const network = this.network();
    this.export(subnetOutputs(network, environment.config.network.zones));
    this.export<NetworkOutputs>(networkOutputs(network, environment.config.network.zones));
    addedFor(this, ["entry"], () =>
      this.export<Partial<NetworkOutputs>>(addNetworkEntry(this, environment, network)),
    );
    this.costAlarm();
    this.export(this.installed);
  }

  private network(): INetwork {
    const { existing } = this.environment.config.network;
    if (existing === undefined) return this.createNetwork();
    return isByIds(existing)
      ? this.completedNetwork(existing)
      : new ExistingNetwork(this, "Network", networkByNames(this.environment, existing));
  }

  private createNetwork(): INetwork {
    const { config, names } = this.environment;
    const network = new Network(this, "Network", {
      ...this.place(),
      mapPublicIpOnLaunch: config.network.publicSubnets.mapPublicIpOnLaunch,
      egress: config.network.egress,
      privateSubnetTags: contributed(this.environment, "privateSubnetTags"),
    });
    const { flowLogs } = config.network;
    if (flowLogs.enabled) {
      const logs = new FlowLogs(this, "flow-logs", {
        ...flowLogs,
        location: this.location,
        vpcId: network.vpcId,
        namePrefix: names.prefix,
        logGroupName: names.flowLogGroup,
      });
      fromPart(logs, ["network", "flowLogs"]);
    }
    if (config.network.networkAcls) this.networkAcls(network);
    const tableIds = network.privateRouteTables.map(({ routeTableId }) => routeTableId);
    const { internetRoute } = network;
    return { ...this.equipped(network, tableIds), ...(internetRoute ? { internetRoute } : {}) };
  }

  /** A network with attachments, security groups, endpoints and resources of parts; those that exist are `given`. */
  private equipped(
    network: Network | FoundNetwork,
    tableIds: readonly string[],
    given: GivenParts = {},
  ): INetwork {
    const { config, names } = this.environment;
    const attachments = this.attachments(network);
    const groups = new SecurityGroups(this, "SecurityGroups", {
      vpcId: network.vpcId,
      namePrefix: names.prefix,
      nodeTags: contributed(this.environment, "nodeSecurityGroupTags"),
      ...(given.groups ? { given: given.groups } : {}),
    });
    const endpoints = this.endpoints(network, tableIds, groups.ids.endpoints, given.endpoints);
    groups.addRules(neededRules(this.environment), endpoints.prefixListIds);
    this.hub(network.vpcId);
    const equipped: INetwork = {
      vpcId: network.vpcId,
      vpcCidr: network instanceof Network ? config.network.vpcCidr : network.vpcCidr,
      publicSubnetIds: network.publicSubnetIds,
      privateSubnetIds: network.privateSubnetIds,
      subnetIdsApart: network.subnetIdsApart,
      securityGroupIds: groups.ids,
      endpointIds: endpoints.ids,
      ...(config.network.attachments.length > 0 ? { attachments: attachments.outputs } : {}),
    };
    this.installed = this.install(equipped, endpoints, attachments);
    return equipped;
  }

  /** An existing network by ids, with what is missing in it. */
  private completedNetwork(existing: ExistingConfig): INetwork {
    const network = new NetworkByIds(this, "Network", networkByIds(this.environment, existing));
    const equipped = this.equipped(network, network.privateTableIds, network.given);
    return { ...equipped, nameServers: existing.nameServers };
  }

  /** Resources of parts in the network. */
  private install(network: INetwork, endpoints: VpcEndpoints, attachments: Attachments): Installed {
    const { environment, location } = this;
    const host = {
      environment,
      location,
      network,
      endpointAliases: endpoints.aliases,
      attachments: attachments.connections,
    };
    return Object.assign(
      {},
      ...environment.parts.map((part) =>
        addedFor(this, keyOfPart(environment.config, part), () =>
          own(this.installs, part.id)?.network?.(this, host),
        ),
      ),
    ) as Installed;
  }

  /** Location of the network and names of its resources. */
  private place() {
    const { config, names } = this.environment;
    return {
      region: config.region,
      vpcName: names.vpc,
      vpcCidr: config.network.vpcCidr,
      podCidr: config.network.podCidr,
      zones: zonesOf(this.environment),
      namePrefix: names.prefix,
      publicSubnetPrefix: names.publicSubnets,
      privateSubnetPrefix: names.privateSubnets,
      clusterName: names.cluster,
    };
  }

  private networkAcls(network: Network): void {
    const { config } = this.environment;
    const { entry } = config;
    const vpcCidrs = rangesOf(this.environment).vpc;
    new NetworkAcls(this, "Acls", {
      ...this.place(),
      vpcCidrs,
      vpcId: network.vpcId,
      publicSubnetIds: network.publicSubnetIds,
      privateSubnetIds: [...network.privateSubnetIds, ...Object.values(network.subnetIdsApart).flat()],
      gateways: neededEndpoints(this.environment).flatMap(({ service }) =>
        endpointTypeOf(service) === "gateway" ? [service] : [],
      ),
      egress: config.network.egress,
      apiCidrs: config.cluster.apiAccess.cidrs,
      entryTier: entryReach(entry).isInternetFacing ? "public" : "private",
      listenerPorts: listenerPorts(entry),
      clientCidrs: clientCidrs(entry, vpcCidrs),
      privateClients: [
        ...this.environment.parts.flatMap(({ contributes }) => contributes.privateClients),
        ...rulesOutside(this.environment, "ingress"),
      ],
      privateServers: [
        ...this.environment.parts.flatMap(({ contributes }) => contributes.privateServers),
        ...rulesOutside(this.environment, "egress"),
        ...(config.network.endpoints.hub?.cidrs ?? []).map((cidr) => ({ cidr, port: 443 })),
      ],
    });
  }

  private attachments(network: Network | FoundNetwork): Attachments {
    const { config } = this.environment;
    const attachments = new Attachments(this, "Attachments", {
      ...this.place(),
      account: config.account,
      vpcId: network.vpcId,
      privateSubnetIds: network.privateSubnetIds,
      privateRouteTables: network.privateRouteTables,
      letters: config.network.zones,
      attachments: config.network.attachments,
    });
    return fromPart(attachments, ["network", "attachments"]);
  }

  private endpoints(
    network: Network | FoundNetwork,
    privateRouteTableIds: readonly string[],
    securityGroupId: string,
    given: GivenParts["endpoints"] = {},
  ): VpcEndpoints {
    const endpoints = new VpcEndpoints(this, "Endpoints", {
      ...this.place(),
      vpcId: network.vpcId,
      requests: neededEndpoints(this.environment).map(({ service, callers }) => ({
        service,
        callers: callers.map((caller) => caller.title),
      })),
      zones: this.zones.names,
      subnetIds: subnetIdsOf(network, "endpoint"),
      privateRouteTableIds,
      securityGroupId,
      given,
      policyOf: (service) => this.policyOfGateway(service),
    });
    return fromPart(endpoints, ["network", "endpoints"]);
  }

  private policyOfGateway(service: string): string {
    const { config, names, name } = this.environment;
    const calls = gatewayCalls(this.environment);
    if (service === "dynamodb") return policyOfDynamoDbEndpoint(calls);
    return config.network.endpoints.s3Policy === "least-privilege"
      ? policyOfS3Endpoint({
          ...calls,
          state: { bucket: names.stateBucket, folder: name, plans: PLANS_FOLDER },
        })
      : FULL_ACCESS;
  }

  /** The way to the names of a hub's endpoints, and what its owner has to have. */
  private hub(vpcId: string): void {
    const { config, names } = this.environment;
    const { hub } = config.network.endpoints;
    if (!hub) return;
    if (hub.profileId !== undefined) {
      const association = new Route53ProfilesAssociation(new Construct(this, "Names"), "hub", {
        name: `${names.prefix}-hub`,
        profileId: hub.profileId,
        resourceId: vpcId,
        tags: { Name: `${names.prefix}-hub` },
      });
      fromPart(association, ["network", "endpoints"]);
    }
    const description = "Ranges of the endpoints of the hub, and the services that are called there";
    const value = { cidrs: hub.cidrs, services: hubServices(this.environment) };
    this.export({ endpoint_hub: { description, value } });
  }

  private costAlarm(): void {
    const { config, names } = this.environment;
    const { costAlarm } = config.network;
    if (!costAlarm) return;
    const thresholdUsd = alarmThresholdUsd(
      config,
      neededEndpoints(this.environment).filter(({ service }) => endpointTypeOf(service) === "interface")
        .length,
    );
    if (thresholdUsd === undefined) {
      throw new Error(
        "a cost alarm needs a threshold or prices to compute one; validation should have rejected it",
      );
    }
    const alarm = new CostAlarm(this, "cost-alarm", {
      location: awsLocation(config.account, BILLING.region),
      provider: this.awsElsewhere("billing", BILLING.region),
      alarmName: names.costAlarm,
      namePrefix: names.prefix,
      thresholdUsd,
      email: costAlarm.email,
      ...(costAlarm.totalUsd === undefined ? {} : { totalUsd: costAlarm.totalUsd }),
    });
    fromPart(alarm, ["network", "costAlarm"]);
  }
}

/** Rules to or from ranges outside of the VPC, which network ACLs of private subnets have to admit. */
const rulesOutside = (
  environment: ComposedEnvironment,
  direction: "ingress" | "egress",
): { cidr: string; port: number; protocol: "tcp" }[] => {
  const { vpc } = rangesOf(environment);
  return environment.config.network.extraRules
    .filter((rule) => rule.direction === direction && isRange(rule.peer))
    .filter(({ peer }) => !vpc.some((range) => contains(range, peer)))
    .map(({ peer, port }) => ({ cidr: peer, port, protocol: "tcp" }));
};
