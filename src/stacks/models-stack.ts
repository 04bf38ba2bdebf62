import { DataAwsLbHostedZoneId } from "@cdktf/provider-aws/lib/data-aws-lb-hosted-zone-id";
import { DataAwsPrefixList } from "@cdktf/provider-aws/lib/data-aws-prefix-list";
import { DataKubernetesServiceV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-service-v1";
import { Construct } from "constructs";
import { type Entry, isInternetFacing, servesHttps } from "../config/entry";
import { type Environment, type ModelConfig } from "../config/environment";
import { modelRepository } from "../config/images";
import { zonesOf } from "../config/zones";
import { albBackendAnnotations } from "../constructs/entry/ingress-annotations";
import { ModelIngress } from "../constructs/entry/model-ingress";
import { NlbService } from "../constructs/entry/nlb-service";
import { ModelApi, type ModelApiProps } from "../constructs/model-api/model-api";
import { ModelNamespace } from "../constructs/namespace/model-namespace";
import { quota } from "../constructs/namespace/quota";
import { type ClusterOutputs } from "../stack-outputs/cluster";
import { type DnsRecord, type ModelsOutputs } from "../stack-outputs/models";
import { type NetworkOutputs } from "../stack-outputs/network";
import { type LayerReader } from "./layer-reader";
import { LayerStack } from "./layer-stack";

type Cluster = LayerReader<ClusterOutputs>;
type Network = LayerReader<NetworkOutputs>;

/** DNS names of load balancers, by the name of their Ingress or Service. */
type Hosts = Readonly<Record<string, string>>;

/** The models' namespace, an API for each model, and the entry. */
export class ModelsStack extends LayerStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, "models");
    const cluster = this.read<ClusterOutputs>("cluster");
    const network = this.read<NetworkOutputs>("network");
    this.connectTo(cluster);

    const namespace = this.createNamespace();
    const apis = this.createApis(namespace, cluster, network);
    const hosts = this.createEntry(namespace, network, apis);
    this.exportEntry(hosts);
  }

  private createNamespace(): ModelNamespace {
    const { namespace, cluster, models, entry } = this.environment.config;
    const claims = models.map((model) => ({ ...model, maxReplicas: model.replicas.max }));
    return new ModelNamespace(this, "models", {
      name: namespace,
      kubernetesVersion: cluster.version,
      quota: quota(claims, entry.type === "nlb" ? models.length : 0),
      readinessGates: entry.type === "ingress" || entry.type === "nlb",
    });
  }

  private createApis(namespace: ModelNamespace, cluster: Cluster, network: Network): ModelApi[] {
    const { config } = this.environment;
    const zones = zonesOf(this.environment);
    const environmentProps = {
      location: this.location,
      namespace,
      oidc: { arn: cluster.text("oidc_provider_arn"), issuer: cluster.text("oidc_issuer") },
      loadBalancerCidrs: zones.flatMap((zone) => zone[loadBalancerTier(config.entry)] ?? []),
      endpointCidrs: zones.map((zone) => zone.privateCidr),
      s3Cidrs: this.s3Cidrs(),
      ...(joinsTargetGroup(config.entry) ? { targetGroupArn: network.text("eks_api_target_group_arn") } : {}),
    };
    const apiServer = config.models.some((model) => model.kubernetesApi)
      ? { apiServerIp: this.apiServerIp() }
      : {};
    const kmsKey = config.modelBucket.existingName
      ? {}
      : { kmsKeyArn: cluster.text("model_bucket_kms_key_arn") };

    // A separate scope, since a model can have the name of another construct in the stack.
    const apis = new Construct(this, "Apis");
    return config.models.map(
      (model) =>
        new ModelApi(apis, model.name, {
          ...environmentProps,
          ...this.modelProps(model),
          bucket: {
            name: this.environment.names.modelBucket,
            prefix: model.bucketPrefix ?? `${model.name}/`,
            ...kmsKey,
          },
          ...(model.kubernetesApi ? apiServer : {}),
        }),
    );
  }

  /** Properties from the model's own part of the configuration. */
  private modelProps(model: ModelConfig) {
    const { config, names } = this.environment;
    const { replicas, metricsPath } = model;
    return {
      name: model.name,
      roleName: `${names.prefix}-model-${model.name}`,
      image: imageOf(modelRepository(this.environment, model), model.image),
      port: model.port,
      servicePort: model.servicePort,
      healthPath: model.healthPath,
      cpuRequest: model.cpuRequest,
      ...(model.cpuLimit ? { cpuLimit: model.cpuLimit } : {}),
      memoryRequest: model.memoryRequest,
      ...(model.memoryLimit ? { memoryLimit: model.memoryLimit } : {}),
      minReplicas: replicas.min,
      maxReplicas: replicas.max,
      cpuPercent: replicas.cpuPercent,
      ...(replicas.memoryPercent === undefined ? {} : { memoryPercent: replicas.memoryPercent }),
      startupSeconds: model.startupSeconds,
      tmpMiB: model.tmpMiB,
      modelCacheMiB: model.modelCacheMiB,
      runAsUser: model.runAsUser,
      environment: model.environment,
      secrets: model.secrets,
      kubernetesApi: model.kubernetesApi,
      ...(model.nodeGroup ? { nodeGroup: model.nodeGroup } : {}),
      gpus: model.gpus,
      ...(metricsPath && config.prometheusRelease
        ? { metrics: { path: metricsPath, prometheusRelease: config.prometheusRelease } }
        : {}),
      ...(config.entry.type === "ingress"
        ? { serviceAnnotations: albBackendAnnotations(model.healthPath) }
        : {}),
    } satisfies Partial<ModelApiProps>;
  }

  private s3Cidrs(): string[] {
    return new DataAwsPrefixList(this, "s3", { name: `com.amazonaws.${this.location.region}.s3` }).cidrBlocks;
  }

  /** Read at plan and not derived: EKS chooses the range of Services depending on the VPC's range. */
  private apiServerIp(): string {
    const service = new DataKubernetesServiceV1(this, "kubernetes-api", {
      metadata: { name: "kubernetes", namespace: "default" },
    });
    return service.spec.get(0).clusterIp;
  }

  /**
   * The entry. With an ALB in the network layer there is none here: the pods are registered in its target
   * group.
   */
  private createEntry(namespace: ModelNamespace, network: Network, apis: readonly ModelApi[]): Hosts {
    const { entry, models } = this.environment.config;
    const placement = {
      namespace,
      internetFacing: isInternetFacing(entry),
      subnetIds: network.list(
        isInternetFacing(entry) ? "public_alb_subnet_ids" : "private_workload_subnet_ids",
      ),
      securityGroupId: network.text("alb_security_group_id"),
    };
    if (entry.type === "ingress") {
      const { loadBalancerHost } = new ModelIngress(this, "Entry", {
        ...placement,
        name: entry.name,
        ...(entry.host ? { host: entry.host } : {}),
        ...(servesHttps(entry) ? { certificateArn: network.text("certificate_arn") } : {}),
        ...(entry.webAclArn ? { webAclArn: entry.webAclArn } : {}),
        backends: models.map(({ name, servicePort, paths }, index) => ({
          name,
          servicePort,
          paths,
          service: (apis[index] as ModelApi).service,
        })),
      });
      return { [entry.name]: loadBalancerHost };
    }
    if (entry.type !== "nlb") return {};
    const services = new Construct(this, "Entries");
    return Object.fromEntries(
      models.map(({ name, healthPath }) => {
        const props = { ...placement, model: name, healthPath, port: entry.port };
        const { serviceName, loadBalancerHost } = new NlbService(services, `${name}-nlb`, props);
        return [serviceName, loadBalancerHost];
      }),
    );
  }

  private exportEntry(hosts: Hosts): void {
    const { entry } = this.environment.config;
    const made = Object.keys(hosts).length > 0;
    this.export<ModelsOutputs>({
      load_balancer_hosts: made
        ? { value: hosts, description: "DNS names of the load balancers, by Ingress or Service" }
        : undefined,
      dns_record:
        entry.type === "ingress" && entry.host
          ? {
              value: this.dnsRecord(entry.host, hosts[entry.name] as string),
              description: "Record to make in the host's zone, so that clients find the load balancer",
            }
          : undefined,
    });
  }

  /** An alias and not a CNAME: the host can be the apex of its zone, where DNS allows no CNAME. */
  private dnsRecord(host: string, loadBalancerHost: string): DnsRecord {
    const zone = new DataAwsLbHostedZoneId(this, "alb", { loadBalancerType: "application" });
    return { name: host, type: "A", alias_target: loadBalancerHost, alias_zone_id: zone.id };
  }
}

function imageOf(repository: string, { tag, digest }: ModelConfig["image"]): string {
  return digest ? `${repository}:${tag}@${digest}` : `${repository}:${tag}`;
}

const joinsTargetGroup = (entry: Entry): boolean =>
  entry.type === "terraform-alb" || entry.type === "existing-alb";

/** Tier of the load balancer's subnets. */
const loadBalancerTier = (entry: Entry): "publicCidr" | "privateCidr" =>
  isInternetFacing(entry) ? "publicCidr" : "privateCidr";
