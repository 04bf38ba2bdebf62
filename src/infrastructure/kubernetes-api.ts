import { type Json, type JsonObject } from "../terraform/stack-json";

// Fields of the Kubernetes API that proofs read. Every field can be absent.

/** A boolean, or a text that Terraform converts to one; `isTrue` and `isFalse` read it. */
type Flag = boolean | string;

/** A number, or a text that Terraform converts to one; `number` reads it. */
type Amount = number | string;

/** Texts, or a reference to a list; `texts` reads them. */
type Texts = string | readonly string[];

/** A mapping with keys of the user, or a reference to one; `labelsOf` and `asObject` read it. */
type Mapping = string | JsonObject;

/** Objects of a list. A list that only an apply knows has none. */
export const items = <T extends object>(list: readonly T[] | undefined): readonly T[] =>
  Array.isArray(list) ? (list as readonly (T | null)[]).filter((item) => isObject(item)) : [];
const isObject = <T extends object>(item: T | null): item is T => item !== null && typeof item === "object";

interface Metadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Mapping;
  readonly annotations?: Mapping;
}

export interface LabelSelector {
  readonly matchLabels?: Mapping;
  readonly matchExpressions?: readonly Requirement[];
}

/** A requirement on a label, or on a field of a node. */
interface Requirement {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

/** A reference by name to an object of a known kind. */
interface NameReference {
  readonly name?: string;
}

export interface AccessRule {
  readonly apiGroups?: Texts;
  readonly resourceNames?: Texts;
  readonly resources?: Texts;
  readonly verbs?: Texts;
  readonly nonResourceURLs?: Texts;
}

interface RoleReference {
  readonly apiGroup?: string;
  readonly kind?: string;
  readonly name?: string;
}

interface SubjectReference {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

interface Affinity {
  readonly podAffinity?: PodAffinity;
  readonly podAntiAffinity?: PodAffinity;
  readonly nodeAffinity?: NodeAffinity;
}

interface NodeAffinity {
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly {
    readonly preference?: NodeSelectorTerm;
    readonly weight?: Amount;
  }[];
  readonly requiredDuringSchedulingIgnoredDuringExecution?: NodeSelector;
}

interface PodAffinity {
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly { readonly weight?: Amount }[];
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly { readonly topologyKey?: string }[];
}

interface NodeSelector {
  readonly nodeSelectorTerms?: readonly NodeSelectorTerm[];
}

interface NodeSelectorTerm {
  readonly matchExpressions?: readonly Requirement[];
  readonly matchFields?: readonly Requirement[];
}

interface Toleration {
  readonly effect?: string;
  readonly key?: string;
  readonly operator?: string;
  readonly tolerationSeconds?: Amount;
  readonly value?: string;
}

interface NetworkPolicySpec {
  readonly egress?: readonly NetworkPolicyRule[];
  readonly ingress?: readonly NetworkPolicyRule[];
  readonly podSelector?: LabelSelector;
  readonly policyTypes?: Texts;
}

interface NetworkPolicyRule {
  readonly from?: readonly NetworkPolicyPeer[];
  readonly ports?: readonly NetworkPolicyPort[];
  readonly to?: readonly NetworkPolicyPeer[];
  /** Peers that Terraform makes of the items of a value. */
  readonly dynamic?: { readonly from?: DynamicPeer; readonly to?: DynamicPeer };
}

interface DynamicPeer {
  readonly for_each?: Json;
  readonly content?: NetworkPolicyPeer;
}

interface NetworkPolicyPeer {
  readonly ipBlock?: IpBlock;
  readonly namespaceSelector?: LabelSelector;
  readonly podSelector?: LabelSelector;
}

interface IpBlock {
  readonly cidr?: string;
  readonly except?: Texts;
}

interface NetworkPolicyPort {
  readonly endPort?: Amount;
  readonly port?: Amount;
  readonly protocol?: string;
}

export interface Volume {
  readonly configMap?: NameReference;
  readonly csi?: CsiSource;
  readonly emptyDir?: { readonly medium?: string; readonly sizeLimit?: string };
  readonly hostPath?: { readonly path?: string };
  readonly name?: string;
  readonly persistentVolumeClaim?: { readonly claimName?: string; readonly readOnly?: Flag };
  readonly projected?: { readonly sources?: readonly ProjectedSource[] };
  readonly secret?: { readonly secretName?: string };
}

interface ProjectedSource {
  readonly configMap?: NameReference;
  readonly secret?: NameReference;
}

interface CsiSource {
  readonly driver?: string;
  readonly readOnly?: Flag;
  readonly volumeAttributes?: Mapping;
}

export interface PodSpec {
  readonly affinity?: Affinity;
  readonly automountServiceAccountToken?: Flag;
  readonly containers?: readonly ContainerSpec[];
  readonly dnsConfig?: { readonly nameservers?: Texts };
  readonly dnsPolicy?: string;
  readonly enableServiceLinks?: Flag;
  readonly hostAliases?: readonly HostAlias[];
  readonly hostIPC?: Flag;
  readonly hostNetwork?: Flag;
  readonly hostPID?: Flag;
  readonly imagePullSecrets?: readonly NameReference[];
  readonly initContainers?: readonly ContainerSpec[];
  readonly nodeSelector?: Mapping;
  readonly os?: NameReference;
  readonly priorityClassName?: string;
  readonly readinessGates?: readonly { readonly conditionType?: string }[];
  readonly runtimeClassName?: string;
  readonly securityContext?: PodSecurityContext;
  readonly serviceAccountName?: string;
  readonly shareProcessNamespace?: Flag;
  readonly terminationGracePeriodSeconds?: Amount;
  readonly tolerations?: readonly Toleration[];
  readonly topologySpreadConstraints?: readonly SpreadConstraint[];
  readonly volumes?: readonly Volume[];
}

/** Names that the pods resolve by their file of hosts. */
interface HostAlias {
  readonly hostnames?: Texts;
  readonly ip?: string;
}

export interface ContainerSpec {
  readonly args?: Texts;
  readonly command?: Texts;
  readonly env?: readonly Variable[];
  readonly envFrom?: readonly VariableSource[];
  readonly image?: string;
  readonly imagePullPolicy?: string;
  readonly lifecycle?: Lifecycle;
  readonly livenessProbe?: Probe;
  readonly name?: string;
  readonly ports?: readonly PortOfContainer[];
  readonly readinessProbe?: Probe;
  readonly resources?: Resources;
  readonly restartPolicy?: string;
  readonly securityContext?: ContainerSecurityContext;
  readonly startupProbe?: Probe;
  readonly volumeMounts?: readonly VolumeMount[];
}

interface Variable {
  readonly name?: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly configMapKeyRef?: KeyReference;
    readonly fieldRef?: { readonly fieldPath?: string };
    readonly secretKeyRef?: KeyReference;
  };
}

interface KeyReference {
  readonly name?: string;
  readonly key?: string;
}

interface VariableSource {
  readonly configMapRef?: NameReference & { readonly optional?: Flag };
  readonly prefix?: string;
  readonly secretRef?: NameReference;
}

interface PortOfContainer {
  readonly containerPort?: Amount;
  readonly hostPort?: Amount;
  readonly name?: string;
  readonly protocol?: string;
}

interface Resources {
  readonly limits?: Mapping;
  readonly requests?: Mapping;
}

interface VolumeMount {
  readonly mountPath?: string;
  readonly name?: string;
  readonly readOnly?: Flag;
  readonly subPath?: string;
}

/** The call by which a probe or hook asks a container. */
interface Handler {
  readonly exec?: { readonly command?: Texts };
  readonly httpGet?: {
    readonly host?: string;
    readonly path?: string;
    readonly port?: Amount;
    readonly scheme?: string;
  };
  readonly tcpSocket?: { readonly host?: string; readonly port?: Amount };
}

/** Fields of the probes of a container. */
export const PROBES = ["startupProbe", "readinessProbe", "livenessProbe"] as const;

interface Probe extends Handler {
  readonly failureThreshold?: Amount;
  readonly grpc?: { readonly port?: Amount };
  readonly initialDelaySeconds?: Amount;
  readonly periodSeconds?: Amount;
  readonly successThreshold?: Amount;
  readonly timeoutSeconds?: Amount;
}

interface Lifecycle {
  readonly postStart?: Handler;
  readonly preStop?: Handler;
}

/** Security settings that pods and containers both have. */
interface SecurityContext {
  readonly appArmorProfile?: { readonly type?: string };
  readonly runAsGroup?: Amount;
  readonly runAsNonRoot?: Flag;
  readonly runAsUser?: Amount;
  readonly seLinuxOptions?: { readonly role?: string; readonly user?: string };
  readonly seccompProfile?: { readonly type?: string };
  readonly windowsOptions?: { readonly hostProcess?: Flag };
}

interface PodSecurityContext extends SecurityContext {
  readonly fsGroup?: Amount;
  readonly sysctls?: readonly NameReference[];
}

interface ContainerSecurityContext extends SecurityContext {
  readonly allowPrivilegeEscalation?: Flag;
  readonly capabilities?: { readonly add?: Texts; readonly drop?: Texts };
  readonly privileged?: Flag;
  readonly procMount?: string;
  readonly readOnlyRootFilesystem?: Flag;
}

interface SpreadConstraint {
  readonly labelSelector?: LabelSelector;
  readonly matchLabelKeys?: Texts;
  readonly maxSkew?: Amount;
  readonly minDomains?: Amount;
  readonly topologyKey?: string;
  readonly whenUnsatisfiable?: string;
}

interface PersistentVolumeSpec {
  readonly accessModes?: Texts;
  readonly capacity?: Mapping;
  readonly claimRef?: NameReference & { readonly namespace?: string };
  readonly csi?: PersistentCsiSource;
  readonly hostPath?: { readonly path?: string };
  readonly mountOptions?: Texts;
  readonly nodeAffinity?: { readonly required?: NodeSelector };
  readonly storageClassName?: string;
}

/** A volume that outlives its pods. */
interface PersistentCsiSource extends CsiSource {
  readonly controllerExpandSecretRef?: SecretReference;
  readonly controllerPublishSecretRef?: SecretReference;
  readonly nodeExpandSecretRef?: SecretReference;
  readonly nodePublishSecretRef?: SecretReference;
  readonly nodeStageSecretRef?: SecretReference;
  readonly volumeHandle?: string;
}

/** A Secret in a namespace. */
interface SecretReference extends NameReference {
  readonly namespace?: string;
}

interface ClaimSpec {
  readonly accessModes?: Texts;
  readonly resources?: Resources;
  readonly storageClassName?: string;
  readonly volumeName?: string;
}

interface ClaimTemplate {
  readonly metadata?: Metadata;
  readonly spec?: ClaimSpec;
}

/** Zones in which a StorageClass creates volumes. */
interface AllowedTopology {
  readonly matchLabelExpressions?: readonly { readonly key?: string; readonly values?: Texts }[];
}

interface AutoscalerSpec {
  readonly behavior?: Behavior;
  readonly maxReplicas?: Amount;
  readonly metrics?: readonly Metric[];
  readonly minReplicas?: Amount;
  readonly scaleTargetRef?: { readonly apiVersion?: string; readonly kind?: string; readonly name?: string };
}

interface Behavior {
  readonly scaleDown?: ScalingRules;
  readonly scaleUp?: ScalingRules;
}

interface ScalingRules {
  readonly policies?: readonly ScalingPolicy[];
  readonly selectPolicy?: string;
  readonly stabilizationWindowSeconds?: Amount;
}

interface ScalingPolicy {
  readonly periodSeconds?: Amount;
  readonly type?: string;
  readonly value?: Amount;
}

interface Metric {
  readonly resource?: {
    readonly name?: string;
    readonly target?: {
      readonly averageUtilization?: Amount;
      readonly averageValue?: string;
      readonly type?: string;
    };
  };
  readonly type?: string;
}

interface DisruptionBudgetSpec {
  readonly maxUnavailable?: Amount;
  readonly minAvailable?: Amount;
  readonly selector?: LabelSelector;
}

interface QuotaSpec {
  readonly hard?: Mapping;
  readonly scopes?: Texts;
}

interface LimitRangeSpec {
  readonly limits?: readonly Limit[];
}

interface Limit {
  readonly default?: Mapping;
  readonly defaultRequest?: Mapping;
  readonly max?: Mapping;
  readonly maxLimitRequestRatio?: Mapping;
  readonly min?: Mapping;
  readonly type?: string;
}

interface ServiceSpec {
  readonly allocateLoadBalancerNodePorts?: Flag;
  readonly clusterIP?: string;
  readonly externalIPs?: Texts;
  readonly loadBalancerClass?: string;
  readonly loadBalancerSourceRanges?: Texts;
  readonly ports?: readonly PortOfService[];
  readonly publishNotReadyAddresses?: Flag;
  readonly selector?: Mapping;
  readonly sessionAffinity?: string;
  readonly sessionAffinityConfig?: { readonly clientIP?: { readonly timeoutSeconds?: Amount } };
  readonly type?: string;
}

interface PortOfService {
  readonly name?: string;
  readonly nodePort?: Amount;
  readonly port?: Amount;
  readonly protocol?: string;
  readonly targetPort?: Amount;
}

interface IngressSpec {
  readonly defaultBackend?: IngressBackend;
  readonly ingressClassName?: string;
  readonly rules?: readonly IngressRule[];
  readonly tls?: readonly { readonly hosts?: Texts; readonly secretName?: string }[];
}

interface IngressRule {
  readonly host?: string;
  readonly http?: { readonly paths?: readonly IngressPathSpec[] };
}

interface IngressPathSpec {
  readonly backend?: IngressBackend;
  readonly path?: string;
  readonly pathType?: string;
}

interface IngressBackend {
  readonly service?: {
    readonly name?: string;
    readonly port?: { readonly name?: string; readonly number?: Amount };
  };
}

interface Webhook {
  readonly clientConfig?: {
    readonly service?: { readonly name?: string; readonly namespace?: string };
    readonly url?: string;
  };
  readonly failurePolicy?: string;
  readonly name?: string;
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
  readonly rules?: readonly WebhookRule[];
}

interface WebhookRule {
  readonly apiGroups?: Texts;
  readonly operations?: Texts;
  readonly resources?: Texts;
}

interface PodTemplate {
  readonly metadata?: Metadata;
  readonly spec?: PodSpec;
}

/** The spec of a Deployment, StatefulSet, DaemonSet, ReplicationController or Job. */
interface WorkloadSpec {
  readonly paused?: Flag;
  readonly parallelism?: Amount;
  readonly progressDeadlineSeconds?: Amount;
  readonly replicas?: Amount;
  readonly selector?: LabelSelector;
  readonly strategy?: RolloutStrategy;
  readonly template?: PodTemplate;
  readonly volumeClaimTemplates?: readonly ClaimTemplate[];
}

interface RolloutStrategy {
  readonly rollingUpdate?: { readonly maxSurge?: Amount; readonly maxUnavailable?: Amount };
  readonly type?: string;
}

interface JobSpec {
  readonly activeDeadlineSeconds?: Amount;
  readonly template?: PodTemplate;
}

interface CronJobSpec {
  readonly jobTemplate?: {
    readonly metadata?: Metadata;
    readonly spec?: JobSpec;
  };
  readonly schedule?: string;
  readonly startingDeadlineSeconds?: Amount;
  readonly suspend?: Flag;
  readonly timeZone?: string;
}

/** Fields of an object beside its spec, which some kinds have instead. */
export interface ApiObject {
  readonly metadata?: Metadata;
  /** Of a ConfigMap or Secret. */
  readonly data?: Mapping;
  /** Of a ConfigMap. */
  readonly binaryData?: Mapping;
  /** Of a Role or ClusterRole. */
  readonly rules?: readonly AccessRule[];
  readonly aggregationRule?: { readonly clusterRoleSelectors?: readonly LabelSelector[] };
  /** Of a binding. */
  readonly roleRef?: RoleReference;
  readonly subjects?: readonly SubjectReference[];
  /** Of a ServiceAccount. */
  readonly automountServiceAccountToken?: Flag;
  readonly imagePullSecrets?: readonly NameReference[];
  readonly secrets?: readonly NameReference[];
  /** Of a StorageClass. */
  readonly allowVolumeExpansion?: Flag;
  readonly allowedTopologies?: readonly AllowedTopology[];
  readonly parameters?: Mapping;
  readonly provisioner?: string;
  readonly reclaimPolicy?: string;
  readonly volumeBindingMode?: string;
  readonly mountOptions?: Texts;
  /** Of a PriorityClass. */
  readonly globalDefault?: Flag;
  readonly preemptionPolicy?: string;
  readonly value?: Amount;
  /** Of a webhook configuration. */
  readonly webhooks?: readonly Webhook[];
}

/** The spec of the kinds that proofs read, by the kind in the type of the Terraform resource. */
export interface Specs {
  readonly cron_job: CronJobSpec;
  readonly daemon_set: WorkloadSpec;
  readonly daemonset: WorkloadSpec;
  readonly deployment: WorkloadSpec;
  readonly horizontal_pod_autoscaler: AutoscalerSpec;
  readonly ingress: IngressSpec;
  readonly job: WorkloadSpec;
  readonly limit_range: LimitRangeSpec;
  readonly network_policy: NetworkPolicySpec;
  readonly persistent_volume: PersistentVolumeSpec;
  readonly persistent_volume_claim: ClaimSpec;
  readonly pod: PodSpec;
  readonly pod_disruption_budget: DisruptionBudgetSpec;
  readonly replication_controller: WorkloadSpec;
  readonly resource_quota: QuotaSpec;
  readonly service: ServiceSpec;
  readonly stateful_set: WorkloadSpec;
}
