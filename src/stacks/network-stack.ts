import type { Construct } from "constructs";
import { controlPlanePorts, modelPorts, neededEndpoints } from "../config/components";
import { clientCidrs, listenerPorts, makesCertificate, servesHttps } from "../config/entry";
import type { Environment } from "../config/environment";
import { s3EndpointPolicy } from "../constructs/endpoints/s3-endpoint-policy";
import { VpcEndpoints } from "../constructs/endpoints/vpc-endpoints";
import { Certificate } from "../constructs/load-balancer/certificate";
import { SwitchableAlb } from "../constructs/load-balancer/switchable-alb";
import { FlowLogs } from "../constructs/network/flow-logs";
import { Network, type Zone } from "../constructs/network/network";
import { NetworkAcls } from "../constructs/network/network-acls";
import { planSubnets } from "../constructs/network/subnet-plan";
import { securityGroupRules } from "../constructs/security-groups/security-group-rules";
import { SecurityGroups } from "../constructs/security-groups/security-groups";
import type { ApiDemoConfig, INetwork, NetworkOutputs } from "../contracts/network";
import { LayerStack, type OutputValue } from "./layer-stack";

/** The VPC and all that is in it before the cluster comes. */
export class NetworkStack extends LayerStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, "network");
    const network = this.createNetwork();
    const certificateArn = this.certificate();
    const alb = this.loadBalancer(network, certificateArn);
    this.exportNetwork(network, alb, certificateArn);
  }

  private createNetwork(): INetwork {
    const { config, names } = this.environment;
    const { region, network: given, entry } = config;
    const network = new Network(this, "Network", {
      region,
      vpcName: names.vpc,
      vpcCidr: given.vpcCidr,
      zones: zonesOf(this.environment),
      namePrefix: names.prefix,
      publicSubnetPrefix: names.publicSubnets,
      privateSubnetPrefix: names.privateSubnets,
      clusterName: names.cluster,
      mapPublicIpOnLaunch: given.publicSubnets.mapPublicIpOnLaunch,
      egress: given.egress,
    });
    new FlowLogs(this, "flow-logs", {
      location: this.location,
      vpcId: network.vpcId,
      namePrefix: names.prefix,
      logGroupName: names.flowLogGroup,
      retentionDays: given.flowLogs.retentionDays,
    });
    if (given.networkAcls) {
      new NetworkAcls(this, "Acls", {
        region,
        vpcId: network.vpcId,
        namePrefix: names.prefix,
        publicSubnetIds: network.publicSubnetIds,
        privateSubnetIds: network.privateSubnetIds,
        vpcCidr: given.vpcCidr,
        egress: given.egress,
        apiCidrs: config.cluster.apiAccess.cidrs,
        clientPorts: listenerPorts(entry),
      });
    }

    const groups = new SecurityGroups(this, "SecurityGroups", { vpcId: network.vpcId, namePrefix: names.prefix });
    const endpoints = new VpcEndpoints(this, "Endpoints", {
      region,
      vpcId: network.vpcId,
      namePrefix: names.prefix,
      requests: neededEndpoints(config).map(({ service, callers }) => ({
        service,
        callers: callers.map((caller) => caller.title),
      })),
      privateSubnetIds: network.privateSubnetIds,
      privateRouteTableIds: network.privateRouteTableIds,
      securityGroupId: groups.ids.endpoints,
      ...(given.endpoints.s3Policy === "least-privilege"
        ? { s3Policy: s3EndpointPolicy(this.location, names.modelBucket) }
        : {}),
    });
    groups.addRules(
      securityGroupRules({
        vpcCidr: given.vpcCidr,
        egress: given.egress,
        listenerPorts: listenerPorts(entry),
        clientCidrs: clientCidrs(entry, given.vpcCidr),
        modelPorts: modelPorts(config),
        controlPlanePorts: controlPlanePorts(config),
        apiCidrs: config.cluster.apiAccess.cidrs,
        apiSecurityGroupIds: config.cluster.apiAccess.securityGroupIds,
        admitVpcToEndpoints: given.endpoints.admitVpcCidr,
      }),
      endpoints.s3PrefixListId,
    );
    return {
      vpcId: network.vpcId,
      vpcCidr: given.vpcCidr,
      publicSubnetIds: network.publicSubnetIds,
      privateSubnetIds: network.privateSubnetIds,
      securityGroupIds: groups.ids,
      endpointIds: endpoints.ids,
    };
  }

  private certificate(): string | undefined {
    const { entry } = this.environment.config;
    if (entry.type !== "ingress" && entry.type !== "terraform-alb") return undefined;
    if (!makesCertificate(entry)) return entry.certificateArn;
    const { host, hostedZoneId } = entry;
    if (host === undefined || hostedZoneId === undefined) throw new Error("rules.ts lets HTTPS pass without a certificate");
    return new Certificate(this, "entry", { host, hostedZoneId }).arn;
  }

  private loadBalancer(network: INetwork, certificateArn: string | undefined): SwitchableAlb | undefined {
    const { config, names } = this.environment;
    const { entry, models } = config;
    const [model] = models;
    if (entry.type !== "terraform-alb" || !model) return undefined;
    return new SwitchableAlb(this, "DemoAlb", {
      vpcId: network.vpcId,
      subnetIds: entry.scheme === "internal" ? network.privateSubnetIds : network.publicSubnetIds,
      securityGroupId: network.securityGroupIds.alb,
      name: names.loadBalancer,
      targetGroupName: names.targetGroup,
      internal: entry.scheme === "internal",
      port: model.port,
      healthPath: model.healthPath,
      ...(certificateArn && !entry.httpOnly ? { certificateArn } : {}),
      ...(entry.webAclArn ? { webAclArn: entry.webAclArn } : {}),
      ...(entry.hostedZoneId && entry.host ? { dns: { host: entry.host, hostedZoneId: entry.hostedZoneId } } : {}),
    });
  }

  private exportNetwork(network: INetwork, alb: SwitchableAlb | undefined, certificateArn: string | undefined): void {
    const { securityGroupIds: groups, endpointIds } = network;
    const sagemaker = endpointIds["sagemaker.runtime"];
    this.export<NetworkOutputs>({
      vpc_id: { value: network.vpcId, description: "VPC" },
      vpc_cidr_block: { value: network.vpcCidr, description: "IPv4 range of the VPC" },
      public_alb_subnet_ids: { value: network.publicSubnetIds, description: "Public subnets, for load balancers" },
      private_workload_subnet_ids: { value: network.privateSubnetIds, description: "Private subnets, for nodes and pods" },
      alb_security_group_id: { value: groups.alb, description: "Group of the load balancer" },
      eks_nodes_security_group_id: { value: groups.nodes, description: "Group of nodes and pods" },
      eks_control_plane_security_group_id: { value: groups["control-plane"], description: "Group of the control plane" },
      vpc_endpoints_security_group_id: { value: groups.endpoints, description: "Group of the interface endpoints" },
      s3_vpc_endpoint_id: { value: endpointIds.s3, description: "Gateway endpoint of S3" },
      ecr_api_vpc_endpoint_id: { value: endpointIds["ecr.api"], description: "Endpoint of the ECR API" },
      sagemaker_runtime_vpc_endpoint_id: sagemaker === undefined ? undefined : { value: sagemaker, description: "Endpoint of SageMaker Runtime" },
      certificate_arn: certificateArn ? { value: certificateArn, description: "Certificate of the entry's host" } : undefined,
      alb_arn: alb && { value: alb.arn, description: "Load balancer; null while the demo is off" },
      alb_dns_name: alb && { value: alb.dnsName, description: "DNS name of the load balancer; null while the demo is off" },
      alb_zone_id: alb && { value: alb.zoneId, description: "Route 53 zone of that name; null while the demo is off" },
      eks_api_target_group_arn: alb && { value: alb.targetGroupArn, description: "Target group that pods join" },
      api_demo_config: this.apiDemoConfig(alb),
    });
  }

  /** The certificate never matches a load balancer's own name, so HTTPS needs the configured host. */
  private apiDemoConfig(alb: SwitchableAlb | undefined): OutputValue | undefined {
    const { entry, models } = this.environment.config;
    const [model] = models;
    const host = ("host" in entry ? entry.host : undefined) ?? (alb && "${alb.dns_name}");
    if (host === undefined || !model) return undefined;
    const origin = `${servesHttps(entry) ? "https" : "http"}://${host}`;
    const addresses = {
      public_endpoint: origin,
      health_check: `${origin}${model.healthPath}`,
      predict_endpoint: `${origin}${model.paths[0]}`,
    } satisfies ApiDemoConfig;
    return { value: alb ? alb.whileOn(addresses) : addresses, description: "What to call in a demo" };
  }
}

/** The zones with their ranges, given or planned. */
export function zonesOf({ config }: Environment): Zone[] {
  const { zones, vpcCidr, publicSubnets, privateSubnets } = config.network;
  const plan = planSubnets(vpcCidr, zones.length);
  return zones.map((letter, index) => ({
    letter,
    publicCidr: (publicSubnets.cidrs ?? plan.publicCidrs)[index] as string,
    privateCidr: (privateSubnets.cidrs ?? plan.privateCidrs)[index] as string,
  }));
}
