import { type JsonObject, asArray, asObject } from "../../../proof/terraform-json/stack-json";
import { releaseValues } from "../terraform/release-values";
import {
  type BindingTarget,
  type Parameters,
  type Path,
  type VariableBinding,
  at,
  resourcesOf,
} from "./variable";

/** A model. `name` is the name of its resources. */
interface Model {
  readonly name: string;
  /** Pods that a rollout adds: `25%`. */
  readonly surge: string;
}

/** The quota of pods as it follows from the variables; none if a model has no variable of its maximum. */
export function quotaOf(
  json: JsonObject,
  bindings: readonly VariableBinding[],
): Pick<Parameters, "locals" | "derived"> {
  const models = modelsOf(json);
  const names = bindings.map(({ variable }) => variable.name);
  return models.every(({ name }) => names.includes(`${name}_max_replicas`))
    ? quota(json, models)
    : { locals: {}, derived: [] };
}

const modelsOf = (json: JsonObject): Model[] => [...deploymentsOf(json), ...inferenceServicesOf(json)];

function deploymentsOf(json: JsonObject): Model[] {
  return Object.keys(resourcesOf(json, "kubernetes_deployment_v1")).flatMap((name) => {
    const spec: Path = ["resource", "kubernetes_deployment_v1", name, "spec"];
    const surge = String(at(json, [...spec, "strategy", "rolling_update", "max_surge"]));
    return [{ name, surge }];
  });
}

/** Models that KServe runs, by the autoscaler of their name. */
function inferenceServicesOf(json: JsonObject): Model[] {
  const autoscalers = Object.entries(resourcesOf(json, AUTOSCALER));
  return Object.values(resourcesOf(json, "helm_release")).flatMap((release) =>
    asArray(asObject(release)["values"])
      .flatMap((values) => asArray(asObject(releaseValues(values))["resources"]).map(asObject))
      .filter(({ kind }) => kind === "InferenceService")
      .flatMap((object) => {
        const own = asObject(object["metadata"])["name"];
        const [name] = autoscalers.find(([, each]) => at(asObject(each), ["metadata", "name"]) === own) ?? [];
        const surge = at(object, ["spec", "predictor", "deploymentStrategy", "rollingUpdate", "maxSurge"]);
        return name === undefined ? [] : [{ name, surge: String(surge) }];
      }),
  );
}

const AUTOSCALER = "kubernetes_horizontal_pod_autoscaler_v2";

/**
 * The quota has room for the old and the new pods of a rollout of every model at its maximum. It follows the variables,
 * because otherwise the old quota would block the pods of a raised maximum.
 */
function quota(json: JsonObject, models: readonly Model[]): Pick<Parameters, "locals" | "derived"> {
  const local = ({ name }: Model): string => `${name}_most_pods`;
  const derived = Object.keys(resourcesOf(json, "kubernetes_resource_quota_v1")).flatMap(
    (name): Required<BindingTarget>[] => {
      const path = ["resource", "kubernetes_resource_quota_v1", name, "spec", "hard", "pods"];
      const namespace = namespaceOf(json, "kubernetes_resource_quota_v1", name);
      // That of another namespace has a limit of its own.
      const isOfModels = models.some(
        (model) => namespaceOf(json, "kubernetes_deployment_v1", model.name) === namespace,
      );
      if (!isOfModels || at(json, path) === undefined) return [];
      const jobs = Object.keys(resourcesOf(json, "kubernetes_cron_job_v1")).length;
      const terms = [...models.map((model) => `local.${local(model)}`), ...(jobs > 0 ? [jobs] : [])];
      return [{ path, template: `\${tostring(${terms.join(" + ")})}` }];
    },
  );
  if (derived.length === 0) return { locals: {}, derived };
  const locals = Object.fromEntries(models.map((model) => [local(model), `\${${mostPods(model)}}`]));
  return { locals, derived };
}

const namespaceOf = (json: JsonObject, type: string, name: string) =>
  at(json, ["resource", type, name, "metadata", "namespace"]);

/** Old and new pods of a rollout at the maximum, plus surge pods, which Kubernetes rounds up. */
function mostPods({ name, surge }: Model): string {
  const most = `var.${name}_max_replicas`;
  const percent = /^(\d+)%$/.exec(surge)?.[1];
  return `2 * ${most} + ${percent === undefined ? surge : `ceil(${most} * ${percent} / 100)`}`;
}
