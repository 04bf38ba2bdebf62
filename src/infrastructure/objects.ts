import { type AccessRule, type RoleReference, type SubjectReference } from "./access";
import { type Metadata, type NameReference } from "./metadata";
import { type NetworkPolicySpec } from "./network-policy";
import { type PodSpec } from "./pod";
import {
  type AutoscalerSpec,
  type DisruptionBudgetSpec,
  type LimitRangeSpec,
  type QuotaSpec,
} from "./scaling";
import { type IngressSpec, type ServiceSpec } from "./service";
import { type AllowedTopology, type ClaimSpec, type PersistentVolumeSpec } from "./storage";
import { type Amount, type Flag, type Mapping, type Texts } from "./values";
import { type Webhook } from "./webhook";
import { type CronJobSpec, type WorkloadSpec } from "./workload";

/** Fields of an object beside its spec, which some kinds have instead. */
export interface ApiObject {
  readonly metadata?: Metadata;
  /** Of a ConfigMap or Secret. */
  readonly data?: Mapping;
  /** Of a ConfigMap. */
  readonly binaryData?: Mapping;
  /** Of a Role or ClusterRole. */
  readonly rules?: readonly AccessRule[];
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
