import { type EnvironmentPlan, type PlannedResource } from "../terraform/environment-plan";
import { type JsonObject, asArray, asObject } from "../terraform/stack-json";
import { memoizePerPlan, text } from "./blocks";
import { helmReleasesOf } from "./helm-releases";

/** An object that a chart creates from a release's values. */
export interface CustomObject {
  readonly resource: PlannedResource;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: JsonObject;
  /** Other fields of its metadata. */
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
}

/** Objects in the values of releases, under `resources`. */
export const customObjectsOf = memoizePerPlan((plan: EnvironmentPlan): readonly CustomObject[] =>
  helmReleasesOf(plan).flatMap(({ resource, namespace, values }) =>
    asArray(values["resources"]).map((item): CustomObject => {
      const object = asObject(item);
      const metadata = asObject(object["metadata"]);
      return {
        resource,
        kind: text(object["kind"]) ?? "",
        namespace: text(metadata["namespace"]) ?? namespace,
        name: text(metadata["name"]) ?? "",
        labels: asObject(metadata["labels"]),
        metadata,
        spec: asObject(object["spec"]),
      };
    }),
  ),
);
