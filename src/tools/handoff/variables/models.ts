import { type JsonObject, asArray, asObject } from "../../../proof/terraform-json/stack-json";
import { releaseValues } from "../terraform/release-values";
import { type Validation, noLessThan, validationsOf } from "./limits";
import {
  type BindingTarget,
  type Parameters,
  type Path,
  type VariableBinding,
  at,
  resourcesOf,
  bindVariable,
} from "./variable";

/** A model. `name` is the name of its resources. */
interface Model {
  readonly name: string;
  /** Its image. @default - the release of an InferenceService has it, with the version of KServe */
  readonly image?: { readonly path: Path; readonly reference: string };
  /** Pods that a rollout adds: `25%`. */
  readonly surge: string;
}

export function modelParameters(json: JsonObject): Parameters {
  const models = modelsOf(json);
  return {
    bindings: models.flatMap((model) => [...imageTies(model), ...replicaTies(json, model)]),
    ...quota(json, models),
  };
}

const modelsOf = (json: JsonObject): Model[] => [...deploymentsOf(json), ...inferenceServicesOf(json)];

function deploymentsOf(json: JsonObject): Model[] {
  return Object.keys(resourcesOf(json, "kubernetes_deployment_v1")).flatMap((name) => {
    const spec: Path = ["resource", "kubernetes_deployment_v1", name, "spec"];
    const pod = [...spec, "template", "spec"];
    const [container] = asArray(at(json, [...pod, "container"])).map(asObject);
    const surge = String(at(json, [...spec, "strategy", "rolling_update", "max_surge"]));
    if (!container) return [];
    return [
      {
        name,
        image: { path: [...pod, "container", 0, "image"], reference: String(container["image"]) },
        surge,
      },
    ];
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

/** `repository:tag` or `repository:tag@digest`; only the generator changes the repository. */
function imageTies({ name, image }: Model): VariableBinding[] {
  const [, repository, tag, digest] =
    /^([^@]+):([\w.-]+)(?:@(sha256:[0-9a-f]{64}))?$/.exec(image?.reference ?? "") ?? [];
  if (!image || repository === undefined || tag === undefined) return [];
  const [tagName, digestName] = [`${name}_image_tag`, `${name}_image_digest`];
  const reference = `${repository}:\${var.${tagName}}`;
  const template = digest === undefined ? reference : `${reference}@\${var.${digestName}}`;
  const variable = (variableName: string, what: string, value: string, key: string) => ({
    name: variableName,
    type: "string" as const,
    description: `${what} of ${kebabCase(name)}.`,
    value,
    validations: validationsOf(variableName, ["models", 0, "image", key]),
  });
  const place = { path: image.path, template };
  return [
    { variable: variable(tagName, "Image tag", tag, "tag"), targets: [place] },
    ...(digest === undefined
      ? []
      : [
          {
            variable: variable(
              digestName,
              "Image digest, which takes precedence over the tag,",
              digest,
              "digest",
            ),
            targets: [place],
          },
        ]),
  ];
}

function replicaTies(json: JsonObject, { name }: Model): VariableBinding[] {
  const spec: Path = ["resource", AUTOSCALER, name, "spec"];
  if (at(json, spec) === undefined) return [];
  const bound = (
    argument: string,
    key: string,
    what: string,
    others: readonly Validation[] = [],
  ): VariableBinding[] =>
    bindVariable(json, [{ path: [...spec, argument] }], {
      name: `${name}_${argument}`,
      description: `${what} number of pods of ${kebabCase(name)}.`,
      validations: [...validationsOf(`${name}_${argument}`, ["models", 0, "replicas", key]), ...others],
    });
  return [
    ...bound("min_replicas", "min", "Minimum"),
    ...bound("max_replicas", "max", "Maximum", [noLessThan(`${name}_max_replicas`, `${name}_min_replicas`)]),
  ];
}

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

const kebabCase = (name: string): string => name.replaceAll("_", "-");
