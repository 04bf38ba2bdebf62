import { PrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import { ServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import { ValidatingAdmissionPolicy } from "kubernetes-models/admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy";
import { ValidatingAdmissionPolicyBinding } from "kubernetes-models/admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { CronJob } from "kubernetes-models/batch/v1/CronJob";
import { HorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler";
import { Ingress } from "kubernetes-models/networking.k8s.io/v1/Ingress";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget";
import { ClusterRole } from "kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRole";
import { ClusterRoleBinding } from "kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRoleBinding";
import { Role } from "kubernetes-models/rbac.authorization.k8s.io/v1/Role";
import { RoleBinding } from "kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding";
import { PriorityClass } from "kubernetes-models/scheduling.k8s.io/v1/PriorityClass";
import { Affinity } from "kubernetes-models/v1/Affinity";
import { ConfigMap } from "kubernetes-models/v1/ConfigMap";
import { LimitRange } from "kubernetes-models/v1/LimitRange";
import { Namespace } from "kubernetes-models/v1/Namespace";
import { PersistentVolume } from "kubernetes-models/v1/PersistentVolume";
import { PersistentVolumeClaim } from "kubernetes-models/v1/PersistentVolumeClaim";
import { PodSecurityContext } from "kubernetes-models/v1/PodSecurityContext";
import { ResourceQuota } from "kubernetes-models/v1/ResourceQuota";
import { ResourceRequirements } from "kubernetes-models/v1/ResourceRequirements";
import { SecurityContext } from "kubernetes-models/v1/SecurityContext";
import { Service } from "kubernetes-models/v1/Service";
import { ServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import { Toleration } from "kubernetes-models/v1/Toleration";
import { TopologySpreadConstraint } from "kubernetes-models/v1/TopologySpreadConstraint";
import { StorageClass } from "kubernetes-models/storage.k8s.io/v1/StorageClass";
import { z } from "../../src/base/zod";
import { scaledObjectSpec } from "./scaled-object-schema";
import { type Json, type JsonObject } from "../../src/terraform/stack-json";

/**
 * Kubernetes version of the schemas in kubernetes-models 4.5.1. It is older than every supported cluster version and must
 * not be newer. A stable API keeps its fields and values and adds others, so every version accepts what 1.33 accepts,
 * while 1.35 would reject a new field of 1.36. (kubernetes-models 5 has the schemas of 1.36, but needs Node.js 22.)
 * Values that a schema does not constrain, such as the types of an autoscaler's metrics, are not validated.
 */
export const SCHEMA_VERSION = "1.33";

/** A class of kubernetes-models. Its `validate` throws an error that lists all violations of its schema. */
interface Model {
  readonly prototype: { validate(): void };
}

interface Kind extends Model {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Kinds that resources of the Kubernetes provider create. */
export const KINDS: Readonly<Record<string, Kind>> = {
  kubernetes_cluster_role_binding_v1: ClusterRoleBinding,
  kubernetes_cluster_role_v1: ClusterRole,
  kubernetes_config_map_v1: ConfigMap,
  kubernetes_cron_job_v1: CronJob,
  kubernetes_deployment_v1: Deployment,
  kubernetes_horizontal_pod_autoscaler_v2: HorizontalPodAutoscaler,
  kubernetes_ingress_v1: Ingress,
  kubernetes_limit_range_v1: LimitRange,
  kubernetes_namespace_v1: Namespace,
  kubernetes_network_policy_v1: NetworkPolicy,
  kubernetes_persistent_volume_claim_v1: PersistentVolumeClaim,
  kubernetes_persistent_volume_v1: PersistentVolume,
  kubernetes_pod_disruption_budget_v1: PodDisruptionBudget,
  kubernetes_priority_class_v1: PriorityClass,
  kubernetes_resource_quota_v1: ResourceQuota,
  kubernetes_role_binding_v1: RoleBinding,
  kubernetes_role_v1: Role,
  kubernetes_service_account_v1: ServiceAccount,
  kubernetes_service_v1: Service,
  kubernetes_storage_class_v1: StorageClass,
};

/** Kubernetes types in chart values, by key. */
export const PARTS: Readonly<Record<string, Model>> = {
  affinity: Affinity,
  podSecurityContext: PodSecurityContext,
  resources: ResourceRequirements,
  securityContext: SecurityContext,
  tolerations: Toleration,
  topologySpreadConstraints: TopologySpreadConstraint,
};

const metadata = z.strictObject({
  name: z.string(),
  namespace: z.string(),
  labels: z.record(z.string(), z.string()).optional(),
});
const portOrName = z.union([z.int(), z.string()]);
const peer = z.strictObject({
  ipBlock: z.strictObject({ cidr: z.string() }).optional(),
  securityGroup: z.strictObject({ groupID: z.string() }).optional(),
});
const ingressRule = z.strictObject({
  from: z.array(peer),
  ports: z.array(
    z.strictObject({ protocol: z.enum(["TCP", "UDP"]).optional(), port: portOrName.optional() }),
  ),
});

/**
 * Kinds without a published schema: the fields that a manifest may set. Fields of newer versions are not listed, and
 * neither is `secretObjects`, which would copy values into Kubernetes Secrets.
 *
 * Source: kubernetes-sigs/aws-load-balancer-controller, `apis/elbv2/v1beta1/targetgroupbinding_types.go` of a 2.x
 * version; kubernetes-sigs/secrets-store-csi-driver, CRD of SecretProviderClass (read 2026-11-20); those of Argo CD from the CRDs
 * of the chart argo-cd 10.1.1 (read 2026-11-22).
 */
const CUSTOM_KINDS: Readonly<Record<string, z.ZodType>> = {
  "elbv2.k8s.aws/v1beta1 TargetGroupBinding": z.strictObject({
    apiVersion: z.string(),
    kind: z.string(),
    metadata,
    spec: z.strictObject({
      targetGroupARN: z.string().min(1),
      serviceRef: z.strictObject({ name: z.string(), port: portOrName }),
      targetType: z.enum(["instance", "ip"]).optional(),
      ipAddressType: z.enum(["ipv4", "ipv6"]).optional(),
      vpcID: z.string().optional(),
      multiClusterTargetGroup: z.boolean().optional(),
      networking: z.strictObject({ ingress: z.array(ingressRule).optional() }).optional(),
    }),
  }),
  "secrets-store.csi.x-k8s.io/v1 SecretProviderClass": z.strictObject({
    apiVersion: z.string(),
    kind: z.string(),
    metadata,
    spec: z.strictObject({
      provider: z.string(),
      parameters: z.record(z.string(), z.string()).optional(),
    }),
  }),
};

const kinds = z.array(z.strictObject({ group: z.string(), kind: z.string() }));
const destination = z.strictObject({ server: z.string(), namespace: z.string() });
const ARGO_CD_KINDS: Readonly<Record<string, z.ZodType>> = {
  "argoproj.io/v1alpha1 AppProject": z.strictObject({
    apiVersion: z.string(),
    kind: z.string(),
    metadata,
    spec: z.strictObject({
      description: z.string().max(255).optional(),
      sourceRepos: z.array(z.string()),
      destinations: z.array(destination),
      clusterResourceWhitelist: kinds.optional(),
      namespaceResourceWhitelist: kinds.optional(),
    }),
  }),
  "argoproj.io/v1alpha1 Application": z.strictObject({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: metadata.extend({ annotations: z.record(z.string(), z.string()).optional() }),
    spec: z.strictObject({
      project: z.string(),
      source: z.strictObject({ repoURL: z.string(), path: z.string(), targetRevision: z.string() }),
      destination,
      syncPolicy: z
        .strictObject({ automated: z.strictObject({ prune: z.boolean(), selfHeal: z.boolean() }) })
        .optional(),
    }),
  }),
};

const MODELS: ReadonlyMap<string, Model> = new Map(
  [
    ...Object.values(KINDS),
    ServiceMonitor,
    PrometheusRule,
    ValidatingAdmissionPolicy,
    ValidatingAdmissionPolicyBinding,
  ].map((model) => [`${model.apiVersion} ${model.kind}`, model]),
);

/** A pod with the keys of a predictor of KServe. Its pods are those of a Deployment. */
const predictor = z
  .looseObject({
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()),
    deploymentStrategy: z.record(z.string(), z.json()),
  })
  .superRefine(({ labels, annotations, deploymentStrategy, ...pod }, { addIssue }) => {
    const template = { metadata: { labels, annotations }, spec: pod };
    const spec = { selector: { matchLabels: labels }, strategy: deploymentStrategy, template };
    const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "predictor" }, spec };
    for (const message of misfitsOf(Deployment, deployment as unknown as JsonObject))
      addIssue({ code: "custom", message });
  });

/** Source: kserve/kserve v0.20.0, `charts/kserve-crd` (read 2026-11-22). */
const KSERVE_KINDS: Readonly<Record<string, z.ZodType>> = {
  "serving.kserve.io/v1beta1 InferenceService": z.strictObject({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: metadata.extend({ annotations: z.record(z.string(), z.string()).optional() }),
    spec: z.strictObject({ predictor }),
  }),
};

/** Source: kedacore/charts v2.20.2, `keda/templates/crds` (read 2026-11-28). */
const KEDA_KINDS: Readonly<Record<string, z.ZodType>> = {
  "keda.sh/v1alpha1 ScaledObject": z.strictObject({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: metadata.extend({ annotations: z.record(z.string(), z.string()).optional() }),
    spec: scaledObjectSpec,
  }),
};

/** Source: Kubernetes API reference, CustomResourceDefinition v1 (unconfirmed). The real API server reads those of this project. */
const DEFINITION_KINDS: Readonly<Record<string, z.ZodType>> = {
  "apiextensions.k8s.io/v1 CustomResourceDefinition": z.strictObject({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: z.strictObject({ name: z.string() }),
    spec: z.strictObject({
      group: z.string(),
      scope: z.enum(["Namespaced", "Cluster"]),
      names: z.strictObject({
        kind: z.string(),
        listKind: z.string(),
        plural: z.string(),
        singular: z.string(),
        shortNames: z.array(z.string()).optional(),
      }),
      versions: z.array(
        z.strictObject({
          name: z.string(),
          served: z.boolean(),
          storage: z.boolean(),
          schema: z.strictObject({
            openAPIV3Schema: z.strictObject({
              type: z.literal("object"),
              "x-kubernetes-preserve-unknown-fields": z.literal(true),
            }),
          }),
          subresources: z.strictObject({ status: z.strictObject({}) }).optional(),
        }),
      ),
    }),
  }),
};

/** API version and kind of an object, in one string. */
export const kindOf = ({ apiVersion, kind }: JsonObject): string => `${String(apiVersion)} ${String(kind)}`;

/** Fields that the Kubernetes API would reject or, like `kubectl --validate=strict`, report as unknown. */
export function problemsOf(object: JsonObject): string[] {
  const model = MODELS.get(kindOf(object));
  if (model) return misfitsOf(model, object);
  const custom = { ...CUSTOM_KINDS, ...ARGO_CD_KINDS, ...KSERVE_KINDS, ...KEDA_KINDS, ...DEFINITION_KINDS }[
    kindOf(object)
  ];
  if (!custom) return [`no schema of ${kindOf(object)}`];
  return (
    custom.safeParse(object).error?.issues.map(({ path, message }) => `${path.join("/")} ${message}`) ?? []
  );
}

/** Wrong, missing and unknown fields of a value. */
export function misfitsOf({ prototype }: Model, value: JsonObject): string[] {
  const read = new Set<string>();
  try {
    Reflect.apply(prototype.validate, recordReads(value, read), []);
  } catch (error) {
    return [(error as Error).message];
  }
  return fieldsIn(value)
    .filter((field) => !read.has(field))
    .map((field) => `${field} is unknown`);
}

/**
 * The value as a proxy that records each field that is read. Kubernetes schemas allow unknown fields, but the API server
 * does not. A validator reads exactly the fields of its schema, so unread fields are unknown.
 */
function recordReads<T extends object>(value: T, read: Set<string>, at = ""): T {
  return new Proxy(value, {
    get(target, key) {
      const field: unknown = Reflect.get(target, key);
      if (typeof key === "symbol" || !Object.hasOwn(target, key)) return field;
      read.add(`${at}/${key}`);
      return field !== null && typeof field === "object" ? recordReads(field, read, `${at}/${key}`) : field;
    },
  });
}

function fieldsIn(value: Json, at = ""): string[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => [`${at}/${key}`, ...fieldsIn(item, `${at}/${key}`)]);
}
