import { KSERVE } from "../facts/kserve";
import { type EnvironmentPlan } from "../../../../proof/terraform-json/environment-plan";
import { type JsonObject, asObject } from "../../../../proof/terraform-json/stack-json";
import { memoizePerPlan } from "../../../../proof/model/blocks";
import { type CustomObject, customObjectsOf } from "../../../../proof/model/kubernetes/custom-objects";
import { providerArguments } from "../../../../proof/model/kubernetes/provider-arguments";

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
      strategy: stated === undefined ? KSERVE.strategy : providerArguments(asObject(stated)),
      progress_deadline_seconds: KSERVE.deadlineSeconds,
      selector: { match_labels: { app: KSERVE.labels(name).app } },
      template: {
        metadata: { labels, annotations: { ...annotations, ...asObject(predictor["annotations"]) } },
        spec: providerArguments(Object.fromEntries(pod)),
      },
    },
  };
}
