import { DataAwsLbHostedZoneId } from "@cdktf/provider-aws/lib/data-aws-lb-hosted-zone-id";
import { Construct } from "constructs";
import { CLIENT_LABEL } from "../../facts/client-label";
import { causedBy } from "../stacks/cause";
import { type ModelNamespace } from "../model-namespace";
import { ownId } from "../own-id";
import { EntryWebAcl } from "../entry/entry-web-acl";
import { albIngress, ingressOf } from "../alb-ingress";
import { placementOf } from "../entry/placement";
import { HostRecords } from "../entry/host-records";
import { NlbService } from "../entry/nlb-service";
import { controllerAttachesWebAcl, entryReach } from "../../environment/entry";
import { type Environment } from "../../environment/environment";
import { type EnvironmentConfig } from "../../environment/schema";
import { type LayerReader } from "../stack-outputs/layer-reader";
import { type ModelsOutputs } from "./outputs";
import { type NetworkOutputs } from "../stack-outputs/network";
import { type Exported, type OutputValue } from "../stack-outputs/output-value";
import { nameOfModel } from "../stacks/name-of-model";
import { type ModelApi } from "./model-api";
import { type DnsRecord } from "./dns-record";
import TEXTS from "./entry-descriptions.json";

type Entry = EnvironmentConfig["entry"];

/** DNS names of load balancers, by the name of their Ingress or Service. */
type LoadBalancerHosts = Readonly<Record<string, string>>;

interface EntryProps {
  readonly environment: Environment;
  readonly namespace: ModelNamespace;
  readonly network: LayerReader<NetworkOutputs>;
  /** APIs of the models, in the order of the file. */
  readonly apis: readonly ModelApi[];
}

/**
 * The entry. With an ALB in the network layer there is none here: the pods are registered in its target
 * group.
 */
export function addModelsEntry(
  stack: Construct,
  { environment, namespace, network, apis }: EntryProps,
): LoadBalancerHosts {
  const { entry, models } = environment.config;
  if (entry.type === "none") return {};
  const placement = placementOf(environment, network);
  if (entry.type === "ingress") {
    const { loadBalancerHost, resource } = albIngress(new Construct(stack, "Entry"), "models", {
      ...ingressOf(environment, network, entry),
      name: entry.name,
      namespace,
      backends: models.map(({ name, servicePort, paths }, index) => ({
        name,
        servicePort,
        paths,
        service: (apis[index] as ModelApi).service,
      })),
    });
    for (const api of apis) api.startAfter(resource);
    if (entry.webAclArn && !controllerAttachesWebAcl(environment.config)) {
      new EntryWebAcl(stack, "WebAcl", { loadBalancerHost, webAclArn: entry.webAclArn });
    }
    return { [entry.name]: loadBalancerHost };
  }
  if (entry.type !== "nlb") return {};
  const services = new Construct(stack, "Entries");
  return Object.fromEntries(
    models.map(({ name, healthPath }, index) => {
      const props = { ...placement, namespace, model: name, healthPath, port: entry.port };
      const service = new NlbService(services, ownId(services, `${name}-nlb`, name), props);
      const { serviceName, loadBalancerHost, resource } = causedBy(service, nameOfModel({ name }, index));
      apis[index]?.startAfter(resource);
      return [serviceName, loadBalancerHost];
    }),
  );
}

/** How clients find the models. Creates the records of the hosts, if Terraform does. */
export function modelsEntryOutputs(
  stack: Construct,
  config: EnvironmentConfig,
  hosts: LoadBalancerHosts,
): Exported<ModelsOutputs> {
  const names = Object.values(hosts);
  const record = hostRecords(stack, config.entry, names);
  return {
    model_urls: urlsInCluster(config),
    load_balancer_hosts: names.length > 0 ? { value: hosts, description: TEXTS.hosts } : undefined,
    dns_record: record && { value: record, description: TEXTS.record },
  };
}

/** Addresses for pods, in an environment without a load balancer. */
function urlsInCluster({ entry, models, namespace }: EnvironmentConfig): OutputValue | undefined {
  if (entry.type !== "none") return undefined;
  const urls = models.map(({ name, servicePort }) => [
    name,
    `http://${name}.${namespace}.svc.cluster.local:${servicePort}`,
  ]);
  return { value: Object.fromEntries(urls), description: `${TEXTS.urls} ${CLIENT_LABEL.text}` };
}

/**
 * Creates the records of the hosts, or returns its values for a record outside Terraform. A rule of the configuration
 * allows a host for one load balancer only.
 */
function hostRecords(stack: Construct, entry: Entry, [dnsName]: readonly string[]): DnsRecord | undefined {
  const [host, ...others] = entryReach(entry).hosts;
  if (host === undefined || dnsName === undefined) return undefined;
  const [id, loadBalancerType] = entry.type === "nlb" ? ["nlb", "network"] : ["alb", "application"];
  const zone = new DataAwsLbHostedZoneId(stack, id, { loadBalancerType });
  const records = entryReach(entry).records;
  if (records === undefined) {
    return {
      name: host,
      ...(others.length > 0 ? { also_names: others } : {}),
      type: "A",
      alias_target: dnsName,
      alias_zone_id: zone.id,
    };
  }
  new HostRecords(stack, "Records", {
    ...records,
    target: { dnsName, zoneId: zone.id },
    internetFacing: entryReach(entry).isInternetFacing,
  });
  return undefined;
}
