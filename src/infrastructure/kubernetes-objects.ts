import { own } from "../base/own";
import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../terraform/environment-plan";
import { asObject, block, type Json, text } from "../terraform/stack-json";
import { groupBy } from "../base/group-by";
import { resolveReferences } from "./text-references";
import { apiObject } from "./kubernetes/api/api-object";
import {
  type ApiObject,
  type ContainerSpec,
  items,
  type LabelSelector,
  type PodSpec,
  type Specs,
  type WorkloadSpec,
} from "./kubernetes-api";
import { CLUSTER_WIDE, FIXED_NAMES, kindOfType, MANIFEST, OF_ANY_SCOPE } from "./kubernetes/kinds";
import { type CustomKind } from "./part-kinds";
import { CUSTOM_KINDS } from "./kubernetes/custom-kinds";

export type Labels = Readonly<Record<string, string>>;

/** A Kubernetes object that Terraform creates, with its fields in words of the Kubernetes API. */
export interface KubernetesObject<Spec = unknown> {
  readonly resource: PlannedResource;
  /** Kind as in the Terraform resource type, without version: `deployment`, `network_policy`. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** Its other fields. */
  readonly api: ApiObject;
  /** Empty for a kind that has none. */
  readonly spec: Spec;
  /** Name of the object for which KServe or KEDA creates it. @default - Terraform creates it */
  readonly madeFor?: string;
}

/** A container of a pod. */
export interface Container {
  readonly name: string;
  readonly init: boolean;
  readonly config: ContainerSpec;
}

/** The pods of a workload. */
export interface Pods {
  readonly owner: KubernetesObject<WorkloadSpec>;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly spec: PodSpec;
  /** Including init containers. */
  readonly containers: readonly Container[];
}

/**
 * Index of the Kubernetes objects that Terraform creates, and of the Deployments and HorizontalPodAutoscalers that KServe and KEDA
 * create for them: by kind, name and labels.
 */
export class Objects {
  readonly all: readonly KubernetesObject[];
  readonly pods: readonly Pods[];
  private readonly kinds: ReadonlyMap<string, readonly KubernetesObject[]>;
  private readonly names: ReadonlyMap<string, KubernetesObject>;
  private readonly podsByLabel: LabelIndex<Pods>;

  constructor(plan: EnvironmentPlan) {
    this.all = [
      ...plan.all.flatMap((resource) => kubernetesObject(plan, resource) ?? []),
      ...CUSTOM_KINDS.flatMap(({ makes, madeIn }) => madeIn(plan).map((each) => madeObject(makes, each))),
    ];
    this.kinds = groupBy(this.all, ({ kind }) => kind);
    this.names = new Map(
      this.all.map((object) => [keyOf(object.kind, object.namespace, object.name), object]),
    );
    this.pods = this.all.flatMap((object) => podsOf(object) ?? []);
    this.podsByLabel = new LabelIndex(this.pods, ({ owner }) => owner.namespace);
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
    return this.names.get(keyOf(kind, namespace, name));
  }

  /** Pods of a namespace that have all labels of a selector; an empty selector matches all pods. */
  selected(namespace: string, selector: Labels): readonly Pods[] {
    return this.podsByLabel.carrying(namespace, selector);
  }
}

/** Index of items by label. */
export class LabelIndex<T extends { readonly labels: Labels }> {
  private readonly byNamespace: ReadonlyMap<string, readonly T[]>;
  private readonly byLabel = new Map<string, T[]>();

  constructor(items: readonly T[], namespaceOf: (item: T) => string) {
    this.byNamespace = groupBy(items, namespaceOf);
    for (const item of items) {
      for (const label of Object.entries(item.labels)) {
        const key = labelKey(namespaceOf(item), label);
        const known = this.byLabel.get(key);
        if (known) known.push(item);
        else this.byLabel.set(key, [item]);
      }
    }
  }

  carrying(namespace: string, selector: Labels): readonly T[] {
    const labels = Object.entries(selector);
    if (labels.length === 0) return this.byNamespace.get(namespace) ?? [];
    const candidates = labels.map((label) => this.byLabel.get(labelKey(namespace, label)) ?? []);
    const fewest = candidates.reduce((a, b) => (b.length < a.length ? b : a));
    return fewest.filter((item) => carries(item.labels, selector));
  }
}

export const objectsOf = memoizePerPlan((plan: EnvironmentPlan) => new Objects(plan));

/** Whether an object is of a kind, whose spec it has. */
export const isOfKind = <Kind extends keyof Specs>(
  object: KubernetesObject,
  kind: Kind,
): object is KubernetesObject<Specs[Kind]> => object.kind === kind;

export const carries = (labels: Labels, selector: Labels): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

const keyOf = (kind: string, namespace: string, name: string): string => `${kind} ${namespace}/${name}`;
const labelKey = (namespace: string, [key, value]: readonly [string, string]): string =>
  `${namespace} ${key}=${value}`;

function kubernetesObject(plan: EnvironmentPlan, resource: PlannedResource): KubernetesObject | undefined {
  const kind = kindOfType(resource.type);
  if (kind === undefined || resource.address.startsWith("data.")) return undefined;
  const { config } = resource;
  const object = kind === MANIFEST ? block(config[MANIFEST]) : apiObject(config);
  const metadata = asObject(object["metadata"]);
  const usual = OF_ANY_SCOPE.includes(kind) ? "" : "default";
  const written = (value: Json | undefined) => resolveReferences(plan, { layer: resource.layer, value });
  return {
    resource,
    kind,
    namespace: CLUSTER_WIDE.includes(kind) ? "" : written(metadata["namespace"] ?? usual),
    name: written(metadata["name"] ?? own(FIXED_NAMES, kind)),
    labels: labelsOf(metadata["labels"]),
    annotations: labelsOf(metadata["annotations"]),
    api: object as ApiObject,
    spec: asObject(object["spec"]),
  };
}

/** An object that the operator of a part makes for a custom object. */
const madeObject = (
  kind: string,
  {
    object: { resource, namespace, name: madeFor },
    name,
    labels,
    annotations,
    spec,
  }: ReturnType<CustomKind["madeIn"]>[number],
): KubernetesObject => ({
  resource,
  madeFor,
  kind,
  namespace,
  name,
  labels: labelsOf(labels),
  annotations: labelsOf(annotations),
  api: {},
  spec,
});

/** Labels or annotations; numbers and booleans are converted to strings, as Terraform does. */
export function labelsOf(value: Json | undefined): Labels {
  return Object.fromEntries(
    Object.entries(block(value)).map(([key, item]) => [
      key,
      typeof item === "string" ? item : JSON.stringify(item),
    ]),
  );
}

/** The `matchLabels` of a selector. */
export const matchLabels = (selector: LabelSelector | undefined): Labels => labelsOf(selector?.matchLabels);

/** Name of the model or program that a workload runs, which its Service and other objects have too. */
export const programName = ({ madeFor, name }: KubernetesObject): string => madeFor ?? name;

const OF_MODEL = ["app.kubernetes.io/name", "app.kubernetes.io/component"];

/** Labels that objects select the pods of a workload by. KServe sets a selector of its own, so those of the model count. */
export const selectorFor = ({ owner, labels }: Pods): Labels =>
  owner.madeFor === undefined
    ? matchLabels(owner.spec.selector)
    : Object.fromEntries(Object.entries(labels).filter(([key]) => OF_MODEL.includes(key)));

const WITH_TEMPLATE = ["deployment", "stateful_set", "daemon_set", "replication_controller", "job"] as const;

function podsOf(owner: KubernetesObject): Pods | undefined {
  const template = templateOf(owner);
  if (!template) return undefined;
  const { metadata, spec = {} } = template;
  const containers = (specs: readonly ContainerSpec[] | undefined, init: boolean): Container[] =>
    items(specs).map((config) => ({ name: text(config.name) ?? "", init, config }));
  return {
    owner: owner as KubernetesObject<WorkloadSpec>,
    labels: labelsOf(metadata?.labels),
    annotations: labelsOf(metadata?.annotations),
    spec,
    containers: [...containers(spec.initContainers, true), ...containers(spec.containers, false)],
  };
}

function templateOf(owner: KubernetesObject): NonNullable<WorkloadSpec["template"]> | undefined {
  if (isOfKind(owner, "pod")) return { ...owner.api, spec: owner.spec };
  if (isOfKind(owner, "cron_job")) return owner.spec.jobTemplate?.spec?.template ?? {};
  const kind = WITH_TEMPLATE.find((each) => each === owner.kind);
  return kind !== undefined && isOfKind(owner, kind) ? (owner.spec.template ?? {}) : undefined;
}

/** Whether the pods of a workload run until they are stopped, and may serve requests. */
export const servesRequests = ({ kind }: KubernetesObject): boolean => kind !== "job" && kind !== "cron_job";

/** Whether an init container runs beside the containers, as long as they do. */
export const isBeside = ({ init, config }: Pick<Container, "init" | "config">): boolean =>
  init && config.restartPolicy === "Always";

/** The container that serves requests: the first that is not an init container. */
export const mainContainer = ({ containers }: Pods): Container | undefined =>
  containers.find(({ init }) => !init);

/** Title of an object in findings. */
export const titleOf = ({ kind, name }: KubernetesObject): string => `${kind.replace(/_/g, " ")} ${name}`;
