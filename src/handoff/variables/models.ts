import { asArray, asObject, type Json, jsonIn, type JsonObject } from "../../terraform/stack-json";
import { type BindingTarget, ofType, type Parameters, seek, type VariableBinding } from "./variable";

/** A model. `name` is the name of its resources. */
interface Model {
  readonly name: string;
  /** Pods that a rollout adds: `25%`. */
  readonly surge: string;
  /** Its most pods in the stack. @default - no autoscaler of the stack has the name of its workload */
  readonly maximum?: number | undefined;
}

/** The quota of pods as it follows from the variables; none if no model has a variable of its maximum. */
export function quotaOf(
  json: JsonObject,
  bindings: readonly VariableBinding[],
): Pick<Parameters, "locals" | "derived"> {
  const names = new Set(bindings.map(({ variable }) => variable.name));
  const models = modelsOf(json);
  const most = models.flatMap((model) => {
    const pods = mostPods(model, names);
    return pods === undefined ? [] : [[model, pods] as const];
  });
  return most.length === models.length && models.some((model) => names.has(maximumOf(model)))
    ? quota(json, new Map(most))
    : { locals: {}, derived: [] };
}

/** The name of the variable. */
const maximumOf = ({ name }: Model): string => `${name}_max_replicas`;

/**
 * Old and new pods of a rollout at the maximum, plus surge pods, which Kubernetes rounds up. A maximum that is no variable is in the
 * module as it is.
 */
function mostPods(model: Model, names: ReadonlySet<string>): string | number | undefined {
  const { surge, maximum } = model;
  const percent = /^(\d+)%$/.exec(surge)?.[1];
  if (names.has(maximumOf(model))) {
    const most = `var.${maximumOf(model)}`;
    return `\${2 * ${most} + ${percent === undefined ? surge : `ceil(${most} * ${percent} / 100)`}}`;
  }
  if (maximum === undefined) return undefined;
  const added = percent === undefined ? Number(surge) : Math.ceil((maximum * Number(percent)) / 100);
  return 2 * maximum + added;
}

function modelsOf(json: JsonObject): Model[] {
  const autoscalers = autoscalersOf(json);
  return [...deploymentsOf(json, autoscalers), ...inferenceServicesOf(json)];
}

/** The workload that an autoscaler scales, and its most pods. */
interface Autoscaler {
  readonly workload: Json | undefined;
  readonly maximum: number;
}

function autoscalersOf(json: JsonObject): Autoscaler[] {
  const own = Object.values(ofType(json, AUTOSCALER)).map((block) => {
    const spec = asObject(asObject(block)["spec"]);
    return { workload: seek(spec, ["scale_target_ref", "name"]), maximum: Number(spec["max_replicas"]) };
  });
  const ofQueues = objectsOfReleases(json, "ScaledObject").map((object) => ({
    workload: seek(object, ["spec", "scaleTargetRef", "name"]),
    maximum: Number(seek(object, ["spec", "maxReplicaCount"])),
  }));
  return [...own, ...ofQueues];
}

function deploymentsOf(json: JsonObject, autoscalers: readonly Autoscaler[]): Model[] {
  return Object.entries(ofType(json, "kubernetes_deployment_v1")).map(([name, block]) => {
    const surge = String(seek(asObject(block), ["spec", "strategy", "rolling_update", "max_surge"]));
    const own = seek(asObject(block), ["metadata", "name"]);
    const maximum = autoscalers.find(({ workload }) => workload === own)?.maximum;
    return { name, surge, maximum };
  });
}

/** Models that KServe runs, by the autoscaler of their name. */
function inferenceServicesOf(json: JsonObject): Model[] {
  const autoscalers = Object.entries(ofType(json, AUTOSCALER));
  return objectsOfReleases(json, "InferenceService").flatMap((object) => {
    const own = asObject(object["metadata"])["name"];
    const [name, block] =
      autoscalers.find(([, each]) => seek(asObject(each), ["metadata", "name"]) === own) ?? [];
    const surge = seek(object, ["spec", "predictor", "deploymentStrategy", "rollingUpdate", "maxSurge"]);
    const maximum = Number(seek(asObject(block), ["spec", "max_replicas"]));
    return name === undefined ? [] : [{ name, surge: String(surge), maximum }];
  });
}

/** Objects of a kind that charts create. */
const objectsOfReleases = (json: JsonObject, kind: string): JsonObject[] =>
  Object.values(ofType(json, "helm_release"))
    .flatMap((release) => asArray(asObject(release)["values"]))
    .flatMap((values) => asArray(asObject(jsonIn(values))["resources"]).map(asObject))
    .filter((object) => object["kind"] === kind);

const AUTOSCALER = "kubernetes_horizontal_pod_autoscaler_v2";

/**
 * The quota has room for the old and the new pods of a rollout of every model at its maximum. It follows the variables,
 * because otherwise the old quota would block the pods of a raised maximum.
 */
function quota(
  json: JsonObject,
  most: ReadonlyMap<Model, string | number>,
): Pick<Parameters, "locals" | "derived"> {
  const models = [...most.keys()];
  const local = ({ name }: Model): string => `${name}_most_pods`;
  const derived = Object.keys(ofType(json, "kubernetes_resource_quota_v1")).flatMap(
    (name): Required<BindingTarget>[] => {
      const path = ["resource", "kubernetes_resource_quota_v1", name, "spec", "hard", "pods"];
      const namespace = namespaceOf(json, "kubernetes_resource_quota_v1", name);
      // That of another namespace has a limit of its own.
      const isOfModels = models.some(
        (model) => namespaceOf(json, "kubernetes_deployment_v1", model.name) === namespace,
      );
      if (!isOfModels || seek(json, path) === undefined) return [];
      const jobs = Object.keys(ofType(json, "kubernetes_cron_job_v1")).length;
      const terms = [...models.map((model) => `local.${local(model)}`), ...(jobs > 0 ? [jobs] : [])];
      return [{ path, template: `\${tostring(${terms.join(" + ")})}` }];
    },
  );
  if (derived.length === 0) return { locals: {}, derived };
  const locals = Object.fromEntries([...most].map(([model, pods]) => [local(model), pods]));
  return { locals, derived };
}

const namespaceOf = (json: JsonObject, type: string, name: string) =>
  seek(json, ["resource", type, name, "metadata", "namespace"]);
