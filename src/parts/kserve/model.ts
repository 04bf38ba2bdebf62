import { KSERVE } from "./facts";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { type JsonObject, asObject } from "../../terraform/stack-json";
import { type CustomObject, customObjectsOf } from "../../infrastructure/kubernetes-releases";
import { type PodSpec, type Specs } from "../../infrastructure/kubernetes-api";

/** An InferenceService, with the Deployment that KServe creates for it. */
export interface InferenceService {
  readonly object: CustomObject;
  readonly predictor: JsonObject;
  /** Checks of Deployments judge it too. */
  readonly deployment: {
    readonly name: string;
    readonly labels: JsonObject;
    readonly annotations: JsonObject;
    readonly spec: Specs["deployment"];
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
      strategy:
        stated === undefined
          ? KSERVE.strategy
          : (asObject(stated) as NonNullable<Specs["deployment"]["strategy"]>),
      progressDeadlineSeconds: KSERVE.deadlineSeconds,
      selector: { matchLabels: { app: KSERVE.labels(name).app } },
      template: {
        metadata: { labels, annotations: { ...annotations, ...asObject(predictor["annotations"]) } },
        spec: Object.fromEntries(pod) as PodSpec,
      },
    },
  };
}
