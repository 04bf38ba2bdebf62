import { scrapedMetrics } from "../../environment/scraped-metrics";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type ComposedEnvironment } from "../contract";
import { neededProxy } from "../needs";
import { hasModelBucketKey } from "../../environment/environment";
import { modelRepository, podImage } from "./images";
import { pulledImage } from "../part-images";
import { gpuNodesOf, nodesOf } from "../../environment/node-groups";
import { servicesOfPermissions } from "../../environment/permissions";
import { secretsOf } from "../../environment/secrets";
import { servingOf } from "../../facts/serving";
import { VLLM } from "../../facts/vllm-image";
import { queueOf } from "../../environment/queue";
import { byKey } from "../../environment/values";
import { weightsOf } from "../../environment/weights";
import { apiServerIp } from "../cluster/api-server-ip";
import { type LlmServer, llmServer } from "../models/llm-server";
import { ModelApi, type ModelApiProps } from "../models/model-api";
import { type ConfigFiles } from "../models/config-files";
import { FoundSecret } from "../models/found-secret";
import { type ModelWeights } from "../models/weights";
import { ModelNamespace } from "../model-namespace";
import { PriorityClass } from "../constructs/namespace/priority-class";
import { SharedNetworkPolicy } from "../constructs/namespace/shared-network-policy";
import { quota } from "../constructs/namespace/quota";
import { ownId } from "../own-id";
import { addedFor, causedBy } from "./cause";
import { fromPart } from "../cause";
import { type Hosts, type Install } from "../install";
import { modelRoleName } from "../../environment/model-names";
import { escapeTemplates } from "../../terraform/terraform-templates";
import { own } from "../../base/own";
import { type ClusterOutputs } from "../cluster";
import { type ModelsOutputs } from "../models/outputs";
import { type NetworkOutputs } from "../stack-outputs/network";
import { type LayerReader } from "../stack-outputs/layer-reader";
import { LayerStack } from "../layer-stack";
import { nameOfModel } from "./name-of-model";
import { createdNamespace } from "./created-namespace";
import { keyOfPart } from "./parts/key-of-part";
import { permitModelOwners } from "./people/people";
import { IDLE_SECONDS } from "../../facts/load-balancers";
import { contains } from "../../base/cidr";
import KEYS from "./keys-of-models.json";
import { type EnvironmentConfig } from "../../environment/schema";
import { keyOfFile } from "../../environment/container-folders";
import { textOfFile } from "../names/text-of-file";
import { mountedSecrets } from "../models/mounted-secrets";
import { rangesOf } from "../../environment/zones";
import {
  ALB_TARGETS,
  type DrainProps,
  gracePeriodSeconds,
  NLB_TARGETS,
  type TargetTimes,
} from "../models/drain";
import { gatewayRanges } from "../network-policies";
import { albBackendAnnotations } from "../alb-ingress";
import { KSERVE_SERVERS } from "../../facts/kserve-servers";
import { addModelsEntry, modelsEntryOutputs } from "../models/models-entry";

type Entry = EnvironmentConfig["entry"];

type ModelConfig = EnvironmentConfig["models"][number];

type Cluster = LayerReader<ClusterOutputs>;

type Network = LayerReader<NetworkOutputs>;

/** Keys of a model that this stack reads together with others, or that only other stacks read. */
const READ = Object.keys(KEYS.keys) as (keyof typeof KEYS.keys)[];

/** The models' namespace, an API for each model, and the entry. */
export class ModelsStack extends LayerStack {
  private readonly proxy = neededProxy(this.environment);

  constructor(
    scope: Construct,
    environment: ComposedEnvironment,
    installs: Readonly<Record<string, Install>>,
  ) {
    super(scope, environment, "models");
    const cluster = this.read<ClusterOutputs>("cluster");
    const network = this.read<NetworkOutputs>("network");
    this.connectTo(cluster);

    this.readSecrets();
    const namespace = this.createNamespace();
    const priorityClass = this.priorityClass(namespace);
    const apis = this.createApis(namespace, cluster, network, priorityClass);
    addedFor(this, ["entry"], () => {
      const hosts = addModelsEntry(this, { environment, namespace, network, apis });
      this.export<ModelsOutputs>(modelsEntryOutputs(this, environment.config, hosts));
    });
    this.install(installs, { cluster, network, namespace });
    permitModelOwners(this, environment, (name) => createdNamespace(this, name));
  }

  /** A plan fails before pods would: if a secret does not exist, or has a key that they may not use. */
  private readSecrets(): void {
    const secrets = new Construct(this, "Secrets");
    for (const { id, ...secret } of mountedSecrets(this.environment.config)) {
      new FoundSecret(secrets, ownId(secrets, id, secret.name), { ...secret, location: this.location });
    }
  }

  private createNamespace(): ModelNamespace {
    const { namespace, cluster, models, entry } = this.environment.config;
    const created = new ModelNamespace(this, "models", {
      name: namespace,
      kubernetesVersion: cluster.version,
      quota: quota({
        maxReplicas: models.map(({ replicas }) => replicas.max),
        jobs: this.environment.parts.reduce((sum, { contributes }) => sum + (contributes.modelJobs ?? 0), 0),
        loadBalancers: entry.type === "nlb" ? models.length : 0,
        gpus: gpuNodesOf(this.environment.config).most,
      }),
      readinessGates: entry.type === "ingress" || entry.type === "nlb",
      graceSeconds: Math.max(...models.map((model) => gracePeriodSeconds(drainOf(entry, model)))),
    });
    fromPart(created.node.findChild("Quota") as Construct, ["models"]);
    return fromPart(causedBy(created, { path: ["namespace"], value: namespace }), ["namespace"]);
  }

  private priorityClass({ name }: ModelNamespace): PriorityClass | undefined {
    const { podPriority } = this.environment.config;
    if (!podPriority) return undefined;
    const priority = new PriorityClass(this, "models-priority", { namespace: name, ...podPriority });
    return fromPart(priority, ["podPriority"]);
  }

  private createApis(
    namespace: ModelNamespace,
    cluster: Cluster,
    network: Network,
    priorityClass: PriorityClass | undefined,
  ): ModelApi[] {
    const { config } = this.environment;
    const environmentProps = {
      location: this.location,
      namespace,
      ...(priorityClass ? { priorityClass } : {}),
      oidc: { arn: cluster.text("oidc_provider_arn"), issuer: cluster.text("oidc_issuer") },
      sharedPolicy: this.allowSharedTraffic(namespace),
      ...(joinsTargetGroup(config.entry) ? { targetGroupArn: network.text("eks_api_target_group_arn") } : {}),
    };
    const kmsKey = hasModelBucketKey(config) ? { kmsKeyArn: cluster.text("model_bucket_kms_key_arn") } : {};

    const callsTables = ({ permissions }: ModelConfig) => servicesOfPermissions(permissions).has("dynamodb");
    const dynamoDbCidrs = config.models.some(callsTables)
      ? gatewayRanges(this, this.location.region, "dynamodb")
      : [];

    // A separate scope, since a model can have the name of another construct in the stack.
    const apis = new Construct(this, "Apis");
    return config.models.map((model, index) => {
      const api = new ModelApi(apis, ownId(apis, model.name), {
        ...environmentProps,
        ...this.modelProps(model),
        bucket: { ...this.bucketOf(model), ...kmsKey },
        ...(callsTables(model) ? { dynamoDbCidrs } : {}),
        ...(model.kubernetesApi ? { apiServerIp: apiServerIp(this) } : {}),
      });
      return fromPart(causedBy(api, nameOfModel(model, index)), ["models", index]);
    });
  }

  private bucketOf({ name, bucketPrefix, manifestDigest }: ModelConfig) {
    const prefix = bucketPrefix ?? `${name}/`;
    const manifest = manifestDigest === undefined ? {} : { manifest: manifestKey(prefix) };
    return { name: this.environment.names.modelBucket, prefix, ...manifest };
  }

  /** Properties from the model's own part of the configuration. */
  private modelProps(model: ModelConfig) {
    const { config, names } = this.environment;
    const { replicas } = model;
    const { region } = this.location;
    const same = without(model, READ);
    const metrics = scrapedMetrics(model, config);
    const weights = this.weightsFor(model);
    const llm = this.llmOf(model, weights);
    const queue = queueOf(model, config);
    const memoryVolumes = Object.entries(model.memoryVolumes ?? {}).map(([name, volume]) => ({
      name,
      ...volume,
    }));
    return {
      // A key of the schema that a model's API does not have, and that `READ` does not list, does not compile here.
      ...(same satisfies Pick<ModelApiProps, keyof typeof same>),
      roleName: modelRoleName(names.prefix, model.name),
      image: this.imageOf(model),
      minReplicas: replicas.min,
      maxReplicas: replicas.max,
      cpuPercent: replicas.cpuPercent,
      ...(replicas.memoryPercent === undefined ? {} : { memoryPercent: replicas.memoryPercent }),
      ...(queue ? { queue } : {}),
      registrationSeconds: targetTimes(config.entry).registrationSeconds,
      ...drainOf(config.entry, model),
      ...(weights ? { weights } : {}),
      ...(model.manifestDigest
        ? { content: { ...this.bucketOf(model), region, digest: model.manifestDigest, cli: this.awsCli() } }
        : {}),
      environment: byKey({
        ...llm?.environment,
        ...(this.proxy?.besides(model.environment) ?? model.environment),
      }),
      ...(llm ? { arguments: llm.arguments, arrivalSeconds: llm.arrivalSeconds } : {}),
      memoryVolumes: [...(llm?.memoryVolumes ?? []), ...memoryVolumes],
      configFiles: this.configFilesOf(model),
      // A set: their order must not replace pods.
      secrets: secretsOf(model).sort((one, other) => (one.name < other.name ? -1 : 1)),
      servers: [...serversOf(this.environment, model), ...(this.proxy?.servers ?? [])],
      ...(model.nodeGroup
        ? {
            tolerations: nodesOf(config.cluster.nodeGroups[model.nodeGroup] ?? { instanceTypes: [] })
              .tolerations,
          }
        : {}),
      ...(model.format ? { server: { args: KSERVE_SERVERS.servers[model.format].args } } : {}),
      ...(metrics ? { metrics } : {}),
      ...(config.entry.type === "ingress"
        ? { serviceAnnotations: albBackendAnnotations(model.healthPath) }
        : {}),
    } satisfies Partial<ModelApiProps>;
  }

  private weightsFor(model: ModelConfig): ModelWeights | undefined {
    const weights = weightsOf(model);
    if (!weights) return undefined;
    const { name, prefix } = this.bucketOf(model);
    const unread = model.kind === "llm" ? { unread: VLLM.unread } : {};
    const read = { ...weights, ...unread, bucket: name, prefix, region: this.location.region };
    return weights.mode === "mount" ? read : { ...read, copy: this.awsCli() };
  }

  private awsCli() {
    const { image, resources } = podImage(this.environment, "weights-download", "aws-cli");
    if (!resources) throw new Error("the copy of weights declares no resources");
    return { image, resources };
  }

  private llmOf(model: ModelConfig, weights: ModelWeights | undefined): LlmServer | undefined {
    const serving = model.kind === "llm" ? servingOf(model.llm) : undefined;
    if (!serving) return undefined;
    const { name, port, paths, startupSeconds } = model;
    return llmServer({
      name,
      port,
      paths,
      startupSeconds,
      serving,
      ...(weights ? { weights } : {}),
      region: this.location.region,
      bucket: this.bucketOf(model),
      idleSeconds: silentSecondsOf(this.environment.config.entry),
    });
  }

  private configFilesOf({ configFiles = {} }: ModelConfig): ConfigFiles[] {
    return Object.entries(configFiles).map(([name, { path, files }]) => ({
      name,
      path,
      data: Object.fromEntries(
        files.map((file) => [keyOfFile(file), escapeTemplates(textOfFile(this.environment.files, file))]),
      ),
    }));
  }

  /** Image of a model, or of the server of KServe for its format. A rule requires one of both. */
  private imageOf(model: ModelConfig): string {
    if (model.format !== undefined) return pulledImage(this.environment, "kserve", model.format);
    const { tag = "", digest } = model.image ?? {};
    const image = `${modelRepository(this.environment, model)}:${tag}`;
    return digest ? `${image}@${digest}` : image;
  }

  private allowSharedTraffic(namespace: ModelNamespace): ITerraformDependable {
    const { resource } = new SharedNetworkPolicy(this, "all-models", {
      namespace,
      loadBalancerCidrs: rangesOf(this.environment).loadBalancer,
      serviceCidrs: servicesOfAll(this.environment),
      s3Cidrs: gatewayRanges(this, this.location.region, "s3"),
    });
    return resource;
  }

  /** Adds the resources of parts, and exports their outputs. */
  private install(
    installs: Readonly<Record<string, Install>>,
    read: Pick<Hosts["models"], "cluster" | "network" | "namespace">,
  ): void {
    const { environment, location } = this;
    const host = { environment, location, ...read, apiServerIp: () => apiServerIp(this) };
    const outputs = environment.parts.map((part) =>
      addedFor(this, keyOfPart(environment.config, part), () => own(installs, part.id)?.models?.(this, host)),
    );
    this.export(Object.assign({}, ...outputs));
  }
}

const targetTimes = (entry: Entry): TargetTimes => (entry.type === "nlb" ? NLB_TARGETS : ALB_TARGETS);

const drainOf = (entry: Entry, { kind, drainSeconds, drainsOnSigterm }: ModelConfig): DrainProps => ({
  drainSeconds: drainSeconds ?? targetTimes(entry).deregistrationSeconds,
  drainsOnSigterm,
  idleSeconds: kind === "llm" ? silentSecondsOf(entry) : idleSecondsOf(entry),
});

const joinsTargetGroup = (entry: Entry): boolean =>
  entry.type === "terraform-alb" || entry.type === "existing-alb";

/** Idle timeout of the load balancer, in seconds. That of an existing ALB and the time that an NLB gives requests are not in the file. */
const idleSecondsOf = (entry: Entry): number =>
  entry.type === "ingress" || entry.type === "terraform-alb" ? entry.idleTimeoutSeconds : IDLE_SECONDS.alb;

/** Time that an answer of a language model can be silent before the load balancer closes its connection, in seconds. */
const silentSecondsOf = (entry: Entry): number =>
  entry.type === "nlb" ? IDLE_SECONDS.nlb : idleSecondsOf(entry);

/** Ranges of the AWS services that each model calls. */
const servicesOfAll = (environment: ComposedEnvironment) =>
  rangesOf(environment).services(
    "sts",
    ...(environment.config.network.endpoints.sagemakerRuntime ? ["sagemaker.runtime"] : []),
  );

/** Ranges and ports that the pods of one model may connect to: those of rules, and of services that its role permits. */
const serversOf = (
  environment: ComposedEnvironment,
  model: ModelConfig,
): { cidr: string; port: number }[] => [
  ...environment.config.network.extraRules
    .filter(({ models }) => models.includes(model.name))
    .map(({ peer, port }) => ({ cidr: peer, port })),
  ...rangesOf(environment)
    .services(
      ...servicesOfPermissions(model.permissions).keys(),
      ...(secretsOf(model).length > 0 ? ["secretsmanager"] : []),
    )
    .filter((cidr) => servicesOfAll(environment).every((range) => !contains(range, cidr)))
    .map((cidr) => ({ cidr, port: 443 })),
];

/** Key of the manifest of a promoted version, which is beside its prefix. */
const manifestKey = (prefix: string): string => `${prefix.slice(0, -1)}.json`;

/** A value without some of its keys, and without those that are undefined. */
const without = <T extends object, Key extends keyof T>(value: T, keys: readonly Key[]) =>
  Object.fromEntries(
    Object.entries(value).filter(
      ([key, of]) => of !== undefined && !(keys as readonly string[]).includes(key),
    ),
  ) as { [Rest in keyof T as Exclude<Rest, Key>]: Exclude<T[Rest], undefined> };
