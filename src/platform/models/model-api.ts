import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { DeploymentV1, type DeploymentV1SpecTemplate } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import type { Release } from "@cdktf/provider-helm/lib/release";
import { type ITerraformDependable, dependable } from "cdktf";
import { Construct } from "constructs";
import { CONTAINER_FOLDERS } from "../../environment/container-folders";
import { modelPodNames } from "../../environment/model-names";
import { CustomResources } from "../custom-resources";
import { targetGroupBinding } from "../entry/target-group-binding";
import { ModelFiles } from "./config-files";
import { inferenceService } from "./inference-service";
import { modelSelector } from "../labels";
import { type Metrics, serviceMonitor } from "./metrics";
import { type IdentityProps, ModelIdentity } from "./model-identity";
import { MountedWeights } from "./mounted-weights";
import { OwnNetworkPolicy } from "./own-network-policy";
import { ModelScaling, type ScalingProps } from "./model-scaling";
import { type PodProps, podTemplate } from "./pod";
import { scaledObject } from "./queue-scaling";
import { SURGE_PERCENT, progressDeadlineSeconds } from "./rollout";
import { secretProviderClass } from "./secrets";
import { WEIGHTS_VARIABLE, weightsAnnotations } from "./weights";
import { sha256 } from "../../base/digests";
import { modelLabels } from "./labels";
import { inferenceReleaseName, modelReleaseName, queueReleaseName } from "./release-names";
import { type OwnTraffic } from "./traffic";
import { PORT_NAME } from "../pods";
import { type CustomResource } from "../constructs/custom-resources/custom-resource";

export interface ModelApiProps extends PodProps, ScalingProps, IdentityProps, Omit<OwnTraffic, "scraper"> {
  /** Policy that allows the traffic that all models share. */
  readonly sharedPolicy: ITerraformDependable;
  /** Time until the load balancer sends requests to a new pod, in seconds. The pod is ready only then. */
  readonly registrationSeconds: number;
  /** Time until the container of a pod on a new node starts, in seconds. @default 300 */
  readonly arrivalSeconds?: number;
  /** TCP port of the Service inside the cluster. */
  readonly servicePort: number;
  /**
   * Environment variables, stored in a ConfigMap.
   *
   * @default - only those with the location of the model's files
   */
  readonly environment?: Readonly<Record<string, string>>;
  /** Annotations of the pods, beside those of the platform. @default - none */
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /** Annotations of the Service, for a load balancer. @default - none */
  readonly serviceAnnotations?: Readonly<Record<string, string>>;
  /** Existing target group that the pods are registered in. @default - none */
  readonly targetGroupArn?: string;
  /** Metrics that a Prometheus in the cluster scrapes. @default - none */
  readonly metrics?: Metrics;
}

/**
 * The API of one model: its pods, scaling, identity and network policy. By default the pods do not run as
 * root, write to two size-limited volumes only, have no Kubernetes token, and accept requests from the load
 * balancer only.
 */
export class ModelApi extends Construct {
  /** Service of the model inside the cluster. */
  readonly service: ITerraformDependable;
  /** Deployment, or the release with the InferenceService. */
  private readonly workload: DeploymentV1 | Release;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ModelApiProps,
  ) {
    super(scope, id);
    const identity = new ModelIdentity(this, "Identity", props);
    const policies = [props.sharedPolicy, ...this.ownPolicy()];
    const data = {
      MODEL_BUCKET: props.bucket.name,
      MODEL_PREFIX: props.bucket.prefix,
      ...(props.weights ? { [WEIGHTS_VARIABLE]: CONTAINER_FOLDERS.weights } : {}),
      ...props.environment,
    };
    const config = new ConfigMapV1(this, "Config", {
      metadata: this.metadata(),
      data,
      ...this.inNamespace(),
    });
    const customResources = this.customResources();
    const files = new ModelFiles(this, "Files", {
      ...props,
      model: props.name,
      folders: props.configFiles ?? [],
    });
    const template = podTemplate(props, this.checksums(data));
    const before = [
      identity.serviceAccount,
      ...policies,
      config,
      ...files.resources,
      ...customResources,
      ...this.mountedWeights(),
      ...(props.priorityClass ? [props.priorityClass.resource] : []),
    ];
    this.workload = props.server ? this.serve(template, before) : this.deploy(template, before);
    const { deployment } = modelPodNames(props.name, props.server ? "kserve" : "container");
    new ModelScaling(this, "Scaling", { ...props, deployment });
    this.followQueue(deployment);
    this.service = this.expose();
  }

  /**
   * Creates the pods after their load balancer. The controller gives a readiness gate to a new pod only, and only if the
   * pod's target group exists.
   */
  startAfter(entry: ITerraformDependable): void {
    this.workload.dependsOn = [...(this.workload.dependsOn ?? []), dependable(entry)];
  }

  /** Comes after the pods: KEDA looks for a missing Deployment ever more rarely. */
  private followQueue(deployment: string): void {
    const { name, namespace, queue } = this.props;
    if (!queue) return;
    new CustomResources(this, "queue", {
      releaseName: queueReleaseName(name),
      namespace: namespace.name,
      resources: [scaledObject({ ...this.props, namespace: namespace.name, deployment, queue })],
      dependsOn: [this.workload],
    });
  }

  private ownPolicy(): ITerraformDependable[] {
    const { metrics, apiServerIp, dynamoDbCidrs, servers = [] } = this.props;
    if (!metrics && !apiServerIp && !dynamoDbCidrs && servers.length === 0) return [];
    const own = { ...this.props, ...(metrics ? { scraper: metrics.scraper } : {}) };
    return [new OwnNetworkPolicy(this, "NetworkPolicy", own).resource];
  }

  private mountedWeights(): ITerraformDependable[] {
    const { name, namespace, weights, runAsUser } = this.props;
    if (weights?.mode !== "mount") return [];
    return [new MountedWeights(this, "Weights", { model: name, namespace, weights, runAsUser }).claim];
  }

  private deploy(template: DeploymentV1SpecTemplate, dependsOn: ITerraformDependable[]): DeploymentV1 {
    const { name, startupSeconds, registrationSeconds, arrivalSeconds, weights, content } = this.props;
    // A comparison reads a copy once more.
    const reads = content && weights?.mode === "download" ? 2 : 1;
    return new DeploymentV1(this, "Resource", {
      metadata: { ...this.metadata(), ...(weights ? { annotations: this.statedWeights() } : {}) },
      spec: {
        // No `replicas`: the autoscaler sets them, and the provider keeps the number that it reads.
        selector: { matchLabels: modelSelector(name) },
        strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "0", maxSurge: SURGE } },
        progressDeadlineSeconds: progressDeadlineSeconds(
          (weights?.readSeconds ?? 0) * reads + startupSeconds,
          registrationSeconds,
          arrivalSeconds,
        ),
        revisionHistoryLimit: 5,
        template,
      },
      // The first apply can run before the image is pushed. If it waited, it would fail and leave a
      // Deployment that the next apply replaces. Use `kubectl rollout status` to watch a rollout.
      waitForRollout: false,
      dependsOn,
    });
  }

  /** The InferenceService, in a release of its own: the other custom resources of a model exist before its pods. */
  private serve(template: DeploymentV1SpecTemplate, dependsOn: ITerraformDependable[]): Release {
    const { name, namespace } = this.props;
    const { release } = new CustomResources(this, "inference", {
      releaseName: inferenceReleaseName(name),
      namespace: namespace.name,
      resources: [
        inferenceService({
          name,
          namespace: namespace.name,
          annotations: this.statedWeights(),
          template,
          surge: SURGE,
        }),
      ],
      dependsOn,
    });
    return release;
  }

  private statedWeights(): Readonly<Record<string, string>> {
    const { weights, startupSeconds } = this.props;
    return weights ? weightsAnnotations(weights, startupSeconds) : {};
  }

  private expose(): ServiceV1 {
    const { name, servicePort, serviceAnnotations } = this.props;
    return new ServiceV1(this, "Service", {
      metadata: {
        ...this.metadata(),
        ...(serviceAnnotations ? { annotations: { ...serviceAnnotations } } : {}),
      },
      spec: {
        type: "ClusterIP",
        selector: modelSelector(name),
        port: [{ name: PORT_NAME, port: servicePort, targetPort: PORT_NAME, protocol: "TCP" }],
      },
      ...this.inNamespace(),
    });
  }

  /** Objects that only a chart can create, in one release for each model. */
  private customResources(): ITerraformDependable[] {
    const { name, namespace, location, secrets = [], targetGroupArn, servicePort, metrics } = this.props;
    const resources: CustomResource[] = [
      ...(secrets.length > 0
        ? [secretProviderClass({ name, namespace: namespace.name, region: location.region, secrets })]
        : []),
      ...(targetGroupArn
        ? [targetGroupBinding({ name, namespace: namespace.name, servicePort, targetGroupArn })]
        : []),
      ...(metrics ? [serviceMonitor(name, namespace.name, metrics)] : []),
    ];
    if (resources.length === 0) return [];
    const { release } = new CustomResources(this, "CustomResources", {
      releaseName: modelReleaseName(name),
      namespace: namespace.name,
      resources,
      ...this.inNamespace(),
    });
    return [release];
  }

  /** Annotations of the pods, so that a change of what they read at their start begins a rollout. */
  private checksums(data: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const { secrets = [], configFiles = [], podAnnotations } = this.props;
    return {
      ...podAnnotations,
      "checksum/config": sha256(
        JSON.stringify(
          configFiles.length > 0 ? { data, files: configFiles.map(({ data: texts }) => texts) } : data,
        ),
      ),
      ...(secrets.length > 0
        ? { "checksum/secrets": sha256(JSON.stringify(secrets.map(({ name }) => name))) }
        : {}),
    };
  }

  private metadata() {
    const { name, namespace } = this.props;
    return { name, namespace: namespace.name, labels: modelLabels(name) };
  }

  private inNamespace() {
    return { dependsOn: [this.props.namespace.resource] };
  }
}

const SURGE = `${SURGE_PERCENT}%`;
