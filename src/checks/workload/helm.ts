import { type EnvironmentPlan, type PlannedResource } from "../../synthesized/environment-plan";
import { type JsonObject, asArray, asObject } from "../../synthesized/stack-json";
import { oncePerPlan, text, texts } from "./blocks";

/** A Helm release and the values that it is given. */
export interface HelmRelease {
  readonly resource: PlannedResource;
  /** Last part of the chart's name or path. */
  readonly chart: string;
  readonly namespace: string;
  /** Values that are JSON; later ones win, key by key at the top. */
  readonly values: JsonObject;
}

export const helmReleasesOf = oncePerPlan((plan: EnvironmentPlan): readonly HelmRelease[] =>
  plan.resources("helm_release").map((resource) => {
    const { config } = resource;
    const chart = text(config["chart"]) ?? "";
    return {
      resource,
      chart: chart.slice(chart.lastIndexOf("/") + 1),
      namespace: text(config["namespace"]) ?? "default",
      values: Object.assign({}, ...texts(config["values"]).map(parsed)) as JsonObject,
    };
  }),
);

function parsed(values: string): JsonObject {
  try {
    return asObject(JSON.parse(values) as JsonObject);
  } catch {
    return {};
  }
}

/** An object that a chart makes of a release's values. */
export interface CustomObject {
  readonly resource: PlannedResource;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: JsonObject;
  readonly spec: JsonObject;
}

/** The objects that stand in the values of releases, under `resources`. */
export const customObjectsOf = oncePerPlan((plan: EnvironmentPlan): readonly CustomObject[] =>
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
        spec: asObject(object["spec"]),
      };
    }),
  ),
);
