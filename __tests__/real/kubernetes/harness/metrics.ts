import { setTimeout as wait } from "node:timers/promises";
import { quantity } from "../../../../src/base/quantities";
import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { type Api } from "./api";
import { applyInTurn } from "./deployment";

/** Use of each resource by a pod, in percent of what the pod requests. */
export type Usage = Readonly<Record<string, number>>;

/**
 * Replaces the metrics server: it reports what the test says that containers use. A CRD serves the kind in place of an
 * aggregated API, and autoscalers read both in the same way.
 *
 * @see https://github.com/kubernetes/metrics, `pkg/apis/metrics/v1beta1/types.go` (2026-11-21)
 */
export class Metrics {
  private constructor(private readonly api: Api) {}

  static async start(api: Api): Promise<Metrics> {
    const [verdict] = await applyInTurn(api, "metrics", [definition(false)]);
    if (verdict?.status !== 201) throw new Error(verdict?.message);
    return new Metrics(api);
  }

  /**
   * Sets the use of pods. A pod has no metrics before. No autoscaler reads metrics meanwhile: one that sees some of the pods
   * only would take the others as missing, and remember the size that follows.
   */
  async report(pods: readonly JsonObject[], usage: Usage): Promise<void> {
    await this.serve(false);
    await Promise.all(
      pods.map((pod) => {
        const { name, namespace } = asObject(pod["metadata"]);
        const path = `/apis/${GROUP}/${WRITTEN}/namespaces/${String(namespace)}/pods/${String(name)}`;
        const body = podMetrics(pod, usage);
        const type = "application/apply-patch+yaml";
        return this.api.send("PATCH", `${path}?fieldManager=metrics&force=true`, body, type);
      }),
    );
    await this.serve(true);
  }

  /** Changes whether autoscalers find metrics, and waits until the API server does so. */
  private async serve(isServed: boolean): Promise<void> {
    await this.api.apply(definition(isServed));
    const expected = isServed ? 200 : 404;
    while ((await this.api.call("GET", `/apis/${GROUP}/${READ}/pods?limit=1`)).status !== expected)
      await wait(20);
  }
}

const GROUP = "metrics.k8s.io";
/** The version that autoscalers read, and one of the stand-in by which it writes. */
const [READ, WRITTEN] = ["v1beta1", "v1"];

const TEXT = { type: "string" };
const SCHEMA = {
  type: "object",
  properties: {
    timestamp: { ...TEXT, format: "date-time" },
    window: TEXT,
    containers: {
      type: "array",
      items: {
        type: "object",
        properties: { name: TEXT, usage: { type: "object", additionalProperties: TEXT } },
      },
    },
  },
};

const definition = (isServed: boolean): JsonObject => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: {
    name: `pods.${GROUP}`,
    annotations: { "api-approved.kubernetes.io": "unapproved, a stand-in for the metrics server" },
  },
  spec: {
    group: GROUP,
    scope: "Namespaced",
    names: { plural: "pods", kind: "PodMetrics", listKind: "PodMetricsList" },
    versions: [
      { name: READ, served: isServed, storage: false, schema: { openAPIV3Schema: SCHEMA } },
      { name: WRITTEN, served: true, storage: true, schema: { openAPIV3Schema: SCHEMA } },
    ],
  },
});

/**
 * Metrics of a pod. The window is zero, as autoscalers skip metrics of a window that began before the pod was ready.
 */
function podMetrics(pod: JsonObject, usage: Usage): JsonObject {
  const { name, namespace, labels } = asObject(pod["metadata"]);
  return {
    apiVersion: `${GROUP}/${WRITTEN}`,
    kind: "PodMetrics",
    metadata: { name: name ?? "", namespace: namespace ?? "", labels: labels ?? {} },
    timestamp: new Date().toISOString(),
    window: "0s",
    containers: asArray(asObject(pod["spec"])["containers"])
      .map(asObject)
      .map((container) => ({ name: container["name"] ?? "", usage: used(container, usage) })),
  };
}

/** A container without a request uses something, too. */
function used({ resources }: JsonObject, usage: Usage): JsonObject {
  const requests = asObject(asObject(resources)["requests"]);
  return Object.fromEntries(
    Object.entries(usage).map(([resource, percent]) => {
      const request = quantity(String(requests[resource] ?? "1m"));
      return [resource, `${Math.ceil((request * percent * 1000) / 100)}m`];
    }),
  );
}
