import { type CustomKind } from "../../../infrastructure/part-kinds";
import { SCALED_OBJECT } from "../facts/keda";
import { scaledObjectsOf } from "../model";

/** An autoscaler has the labels of its ScaledObject. */
export const CUSTOM_KIND: CustomKind = {
  kind: SCALED_OBJECT.kind,
  makes: "horizontal_pod_autoscaler",
  createdIn: (plan) =>
    scaledObjectsOf(plan).map(({ object, autoscaler }) => ({
      object,
      labels: object.labels,
      annotations: {},
      ...autoscaler,
    })),
};
