import { KSERVE } from "../../knowledge/kserve";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform-json/stack-json";
import { memoizePerPlan } from "../blocks";
import { type CustomObject, customObjectsOf } from "./custom-objects";

/** An InferenceService, with the Deployment that KServe creates for it. */
export interface InferenceService {
  readonly object: CustomObject;
  readonly predictor: JsonObject;
  /** In the form of the Terraform provider, so that checks of Deployments judge it too. */
  readonly deployment: {
    readonly name: string;
    readonly labels: JsonObject;
    readonly annotations: JsonObject;
    readonly spec: JsonObject;
  };
}

export const inferenceServicesOf = memoizePerPlan((plan: EnvironmentPlan): readonly InferenceService[] =>
  customObjectsOf(plan)
    .filter(({ kind }) => kind === KSERVE.kind)
    .map((object) => {
      const predictor = asObject(object.spec["predictor"]);
      return { object, predictor, deployment: deploymentOf(object, predictor) };
    }),
);

function deploymentOf(
  { name, labels: own, metadata }: CustomObject,
  predictor: JsonObject,
): InferenceService["deployment"] {
  const annotations = asObject(metadata["annotations"]);
  const labels = { ...own, ...asObject(predictor["labels"]), ...KSERVE.labels(name) };
  const stated = predictor["deploymentStrategy"];
  const pod = Object.entries(predictor).filter(
    ([key]) => !(KSERVE.predictorKeys as readonly string[]).includes(key),
  );
  return {
    name: `${name}${KSERVE.suffix}`,
    labels,
    annotations,
    spec: {
      strategy: stated === undefined ? KSERVE.strategy : asProvider(stated),
      progress_deadline_seconds: KSERVE.deadlineSeconds,
      selector: { match_labels: { app: KSERVE.labels(name).app } },
      template: {
        metadata: { labels, annotations: { ...annotations, ...asObject(predictor["annotations"]) } },
        spec: asProvider(Object.fromEntries(pod)),
      },
    },
  };
}

/** Lists that the provider has in the singular. */
const LISTS: Readonly<Record<string, string>> = {
  containers: "container",
  initContainers: "init_container",
  ports: "port",
  tolerations: "toleration",
  topologySpreadConstraints: "topology_spread_constraint",
  volumes: "volume",
  volumeMounts: "volume_mount",
};

/** Mappings with keys of users. */
const MAPPINGS = new Set([
  "annotations",
  "labels",
  "limits",
  "matchLabels",
  "nodeSelector",
  "requests",
  "volumeAttributes",
]);

/** Numbers that the provider has as text. */
const TEXTS = new Set(["fsGroup", "runAsGroup", "runAsUser"]);

/** An object of the Kubernetes API with the keys of the Terraform provider. */
function asProvider(value: Json): Json {
  if (Array.isArray(value)) return asArray(value).map(asProvider);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, item]) => [
      LISTS[key] ?? key.replace(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`),
      MAPPINGS.has(key) ? item : TEXTS.has(key) ? String(item) : asProvider(item),
    ]),
  );
}
