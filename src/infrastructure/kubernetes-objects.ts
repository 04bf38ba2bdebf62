import { own } from "../base/own";
import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../terraform/environment-plan";
import { asObject, block, type Json } from "../terraform/stack-json";
import { groupBy } from "../base/group-by";
import { resolveReferences } from "./text-references";
import { apiObject } from "./kubernetes/api/api-object";
import { type ApiObject, type ContainerSpec, items, type PodSpec, type Specs } from "./kubernetes-api";
import { CLUSTER_WIDE, FIXED_NAMES, kindOfType, kindTitle, MANIFEST, OF_ANY_SCOPE } from "./kubernetes/kinds";
import { type CustomKind } from "./part-kinds";
import { containersOf } from "./kubernetes/containers";
import { LabelIndex } from "./kubernetes/label-index";
import { type Labels, labelsOf } from "./kubernetes-labels";
import { CUSTOM_KINDS } from "./kubernetes/custom-kinds";

/** A Kubernetes object that Terraform creates, with its fields in words of the Kubernetes API. */
export interface KubernetesObject<Spec = unknown> {
  readonly resource: PlannedResource;
  /** Kind as in the Terraform resource type, without version: `deployment`, `network_policy`. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** In findings. */
  readonly title: string;
  /** Of the model or program that a workload runs, which its Service and other objects have too. */
  readonly programName: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** Its other fields. */
  readonly api: ApiObject;
  /** Empty for a kind that has none. */
  readonly spec: Spec;
  /** Name of the object for which KServe or KEDA creates it. @default - Terraform creates it */
  readonly createdFor?: string;
}

/** A container of a pod. */
export interface Container {
  readonly name: string;
  readonly init: boolean;
  /** Whether it is an init container that runs beside the containers, as long as they do. */
  readonly isBeside: boolean;
  readonly config: ContainerSpec;
  /** Paths that its probes request, `/` by default. */
  readonly probedPaths: readonly string[];
  /** Ports that it declares. */
  readonly ports: readonly ContainerPort[];
}

interface ContainerPort {
  readonly name: string | undefined;
  readonly number: number | undefined;
  readonly protocol: string;
}

/** The pods of a workload. */
export interface Pods {
  readonly owner: KubernetesObject<Specs["deployment"]>;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly spec: PodSpec;
  /** Whether they end by themselves, and serve no requests. */
  readonly isJob: boolean;
  /** Including init containers. */
  readonly containers: readonly Container[];
  /** The container that serves requests: the first that is not an init container. */
  readonly main: Container | undefined;
  /** Ports of all containers. */
  readonly ports: readonly ContainerPort[];
}

/**
 * Index of the Kubernetes objects that Terraform creates, and of the Deployments and HorizontalPodAutoscalers that KServe and KEDA
 * create for them: by kind, name and labels.
 */
class Objects {
  readonly all: readonly KubernetesObject[];
  readonly pods: readonly Pods[];
  private readonly kinds: ReadonlyMap<string, readonly KubernetesObject[]>;
  private readonly names: ReadonlyMap<string, KubernetesObject>;
  private readonly podsByLabel: LabelIndex<Pods>;
  private readonly servicesByLabel: LabelIndex<KubernetesObject<Specs["service"]>>;

  constructor(plan: EnvironmentPlan) {
    this.all = [
      ...plan.all.flatMap((resource) => kubernetesObject(plan, resource) ?? []),
      ...CUSTOM_KINDS.flatMap(({ makes, createdIn }) =>
        createdIn(plan).map((each) => objectOfOperator(makes, each)),
      ),
    ];
    this.kinds = groupBy(this.all, ({ kind }) => kind);
    this.names = new Map(
      this.all.map((object) => [keyOfObject(object.kind, object.namespace, object.name), object]),
    );
    this.pods = this.all.flatMap((object) => podsOf(object) ?? []);
    this.podsByLabel = new LabelIndex(this.pods, ({ owner }) => owner.namespace);
    this.servicesByLabel = new LabelIndex(this.ofKind("service"), ({ namespace }) => namespace);
  }

  ofKind<Kind extends keyof Specs>(kind: Kind): readonly KubernetesObject<Specs[Kind]>[];
  ofKind(kind: string): readonly KubernetesObject[];
  ofKind(kind: string): readonly KubernetesObject[] {
    return this.kinds.get(kind) ?? [];
  }

  find<Kind extends keyof Specs>(
    kind: Kind,
    namespace: string,
    name: string,
  ): KubernetesObject<Specs[Kind]> | undefined;
  find(kind: string, namespace: string, name: string): KubernetesObject | undefined;
  find(kind: string, namespace: string, name: string): KubernetesObject | undefined {
    return this.names.get(keyOfObject(kind, namespace, name));
  }

  /** Pods of a namespace that have all labels of a selector; an empty selector matches all pods. */
  selected(namespace: string, selector: Labels): readonly Pods[] {
    return this.podsByLabel.carrying(namespace, selector);
  }

  /** Services of a namespace that have all labels of a selector; an empty selector matches all Services. */
  labelledServices(namespace: string, selector: Labels): readonly KubernetesObject<Specs["service"]>[] {
    return this.servicesByLabel.carrying(namespace, selector);
  }
}

export const objectsOf = memoizePerPlan((plan: EnvironmentPlan) => new Objects(plan));

/** Whether an object is of a kind, whose spec it has. */
export const isOfKind = <Kind extends keyof Specs>(
  object: KubernetesObject,
  kind: Kind,
): object is KubernetesObject<Specs[Kind]> => object.kind === kind;

const keyOfObject = (kind: string, namespace: string, name: string): string => `${kind} ${namespace}/${name}`;
function kubernetesObject(plan: EnvironmentPlan, resource: PlannedResource): KubernetesObject | undefined {
  const kind = kindOfType(resource.type);
  if (kind === undefined || resource.address.startsWith("data.")) return undefined;
  const { config } = resource;
  const object = kind === MANIFEST ? block(config[MANIFEST]) : apiObject(config);
  const metadata = asObject(object["metadata"]);
  const usual = OF_ANY_SCOPE.includes(kind) ? "" : "default";
  const written = (value: Json | undefined) => resolveReferences(plan, { layer: resource.layer, value });
  const name = written(metadata["name"] ?? own(FIXED_NAMES, kind));
  return {
    resource,
    kind,
    namespace: CLUSTER_WIDE.includes(kind) ? "" : written(metadata["namespace"] ?? usual),
    name,
    title: kindTitle(kind, name),
    programName: name,
    labels: labelsOf(metadata["labels"]),
    annotations: labelsOf(metadata["annotations"]),
    api: object as ApiObject,
    spec: asObject(object["spec"]),
  };
}

/** An object that the operator of a part makes for a custom object. */
const objectOfOperator = (
  kind: string,
  {
    object: { resource, namespace, name: createdFor },
    name,
    labels,
    annotations,
    spec,
  }: ReturnType<CustomKind["createdIn"]>[number],
): KubernetesObject => ({
  resource,
  createdFor,
  kind,
  namespace,
  name,
  title: kindTitle(kind, name),
  programName: createdFor,
  labels: labelsOf(labels),
  annotations: labelsOf(annotations),
  api: {},
  spec,
});

const WITH_TEMPLATE = ["deployment", "stateful_set", "daemon_set", "replication_controller", "job"] as const;

function podsOf(owner: KubernetesObject): Pods | undefined {
  const template = templateOf(owner);
  if (!template) return undefined;
  const { metadata, spec = {} } = template;
  return {
    owner: owner as KubernetesObject<Specs["deployment"]>,
    labels: labelsOf(metadata?.labels),
    annotations: labelsOf(metadata?.annotations),
    spec,
    isJob: owner.kind === "job" || owner.kind === "cron_job",
    ...containersOf(items(spec.containers), items(spec.initContainers)),
  };
}

function templateOf(owner: KubernetesObject): NonNullable<Specs["deployment"]["template"]> | undefined {
  if (isOfKind(owner, "pod")) return { ...owner.api, spec: owner.spec };
  if (isOfKind(owner, "cron_job")) return owner.spec.jobTemplate?.spec?.template ?? {};
  const kind = WITH_TEMPLATE.find((each) => each === owner.kind);
  return kind !== undefined && isOfKind(owner, kind) ? (owner.spec.template ?? {}) : undefined;
}
