import { type Construct } from "constructs";
import { Certificate } from "../entry/certificate";
import { SwitchableAlb } from "../entry/switchable-alb";
import { entryReach } from "../../environment/entry";
import { type Environment } from "../../environment/environment";
import { type ILoadBalancer, type INetwork } from "../stack-outputs/network";
import { ExistingAlb } from "./existing/existing-alb";
import { type EntryOutputs, demoAddresses, networkEntryOutputs } from "./network-outputs";
import { subnetIdsOf } from "./subnet-tags";
import { loadBalancerLogBucket } from "../names/access-logs";
import { type EnvironmentConfig } from "../../environment/schema";

type Entry = EnvironmentConfig["entry"];

/** Creates what an entry has in this layer: its certificate, and a load balancer that Terraform owns or finds. */
export function addNetworkEntry(stack: Construct, environment: Environment, network: INetwork): EntryOutputs {
  const { config } = environment;
  const certificateArn = certificateOf(stack, config.entry);
  const alb = createLoadBalancer(stack, environment, network, certificateArn);
  const addresses = demoAddresses(config, alb?.dnsName);
  const shown = addresses && alb instanceof SwitchableAlb ? alb.whileOn(addresses) : addresses;
  return networkEntryOutputs(alb, certificateArn, shown);
}

/** ARN of the certificate, which is created or given; undefined for an entry without one. */
function certificateOf(stack: Construct, given: Entry): string | undefined {
  const reach = entryReach(given);
  const entry = reach.created;
  if (!entry) return undefined;
  if (entry.type === "nlb" || !makesCertificate(entry)) return entry.certificateArn;
  const { hostedZoneId } = entry;
  const { hosts } = reach;
  if (hosts.length === 0 || hostedZoneId === undefined) {
    throw new Error(
      "an HTTPS entry needs a certificate or a hosted zone; validation should have rejected it",
    );
  }
  return new Certificate(stack, "entry", { hosts, hostedZoneId }).arn;
}

/** The load balancer; undefined if the controller creates one in the models layer, or nobody does. */
function createLoadBalancer(
  stack: Construct,
  environment: Environment,
  network: INetwork,
  certificateArn: string | undefined,
): ILoadBalancer | undefined {
  const { config, names } = environment;
  const { entry, models } = config;
  const [model] = models;
  if (!model) return undefined;
  const dns = entryReach(entry).records;
  const common = {
    vpcId: network.vpcId,
    securityGroupId: network.securityGroupIds.alb,
    targetGroupName: names.targetGroup,
    port: model.port,
    healthPath: model.healthPath,
    ...(dns ? { dns } : {}),
  };
  const internal = !entryReach(entry).isInternetFacing;
  const subnetIds = internal ? subnetIdsOf(network, "loadBalancer") : network.publicSubnetIds;
  if (entry.type === "existing-alb") {
    return new ExistingAlb(stack, "DemoAlb", {
      ...common,
      region: config.region,
      internal,
      subnetIds,
      loadBalancerName: names.loadBalancer,
      https: entryReach(entry).servesHttps,
    });
  }
  if (entry.type !== "terraform-alb") return undefined;
  const logBucket = loadBalancerLogBucket(environment);
  return new SwitchableAlb(stack, "DemoAlb", {
    ...common,
    name: names.loadBalancer,
    subnetIds,
    internal,
    enabled: entry.demoEnabled,
    idleSeconds: entry.idleTimeoutSeconds,
    ...(certificateArn ? { certificateArn } : {}),
    ...(entry.webAclArn ? { webAclArn: entry.webAclArn } : {}),
    ...(logBucket ? { logBucket } : {}),
    ...(network.internetRoute && !internal ? { internetRoute: network.internetRoute } : {}),
  });
}

/** True if Terraform creates the certificate and validates it in the hosted zone. */
const makesCertificate = (entry: Entry): boolean =>
  (entry.type === "ingress" || entry.type === "terraform-alb") &&
  !entry.httpOnly &&
  entry.certificateArn === undefined;
