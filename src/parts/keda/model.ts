import { type CustomObject, customObjectsOf } from "../../infrastructure/kubernetes-releases";
import { type Specs } from "../../infrastructure/kubernetes-api";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { asArray, asObject, type JsonObject, text } from "../../terraform/stack-json";
import { SCALED_OBJECT } from "./facts/keda";

/** A ScaledObject, with the HorizontalPodAutoscaler that KEDA creates for it. */
export interface ScaledObject {
  readonly object: CustomObject;
  /** Checks of autoscalers judge it too. */
  readonly autoscaler: { readonly name: string; readonly spec: Specs["horizontal_pod_autoscaler"] };
  readonly triggers: readonly Trigger[];
}

export interface Trigger {
  readonly type: string;
  readonly metadata: JsonObject;
}

export const scaledObjectsOf = memoizePerPlan((plan: EnvironmentPlan): readonly ScaledObject[] =>
  customObjectsOf(plan)
    .filter(({ kind }) => kind === SCALED_OBJECT.kind)
    .map((object) => {
      const triggers = asArray(object.spec["triggers"]).map((each) => {
        const { type, metadata } = asObject(each);
        return { type: text(type) ?? "", metadata: asObject(metadata) };
      });
      return { object, triggers, autoscaler: autoscalerOf(object, triggers) };
    }),
);

function autoscalerOf(
  { name, spec }: CustomObject,
  triggers: readonly Trigger[],
): ScaledObject["autoscaler"] {
  const { minReplicaCount, maxReplicaCount = SCALED_OBJECT.maxReplicas } = spec;
  const config = asObject(asObject(spec["advanced"])["horizontalPodAutoscalerConfig"]);
  const least = Number(minReplicaCount ?? 0);
  return {
    name: text(config["name"]) ?? `${SCALED_OBJECT.prefix}${name}`,
    spec: {
      scaleTargetRef: { ...SCALED_OBJECT.target, ...asObject(spec["scaleTargetRef"]) },
      // The autoscaler is off at zero, and KEDA itself starts the first pod.
      minReplicas: Math.max(1, least),
      maxReplicas: maxReplicaCount as number,
      behavior: asObject(config["behavior"]) as NonNullable<Specs["horizontal_pod_autoscaler"]["behavior"]>,
      metrics: triggers.map(() => ({ type: "External" })),
    },
  };
}
