import { customObjectsOf } from "../../../../src/infrastructure/kubernetes-releases";
import { type ChartFacts, type CrdFacts } from "../../../../src/evidence/charts";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { type JsonObject } from "../../../../src/terraform/stack-json";
import inferenceServiceSpec from "./inference-service-spec.json";

/**
 * OpenAPI schema of `spec`, without descriptions, and with any content for servers of other kinds. It is too large for the facts
 * that each synth loads. Source: kserve/kserve v0.20.0, `charts/kserve-crd` (read 2026-11-22).
 */
const INFERENCE_SERVICE = inferenceServiceSpec as unknown as JsonObject;

/** Kinds of the Prometheus operator, which an environment can expect in its cluster. Their schema is not recorded. */
const OF_PROMETHEUS: readonly CrdFacts[] = [
  ["ServiceMonitor", "servicemonitors"],
  ["PrometheusRule", "prometheusrules"],
].map(([kind = "", plural = ""]) => ({
  plural,
  group: "monitoring.coreos.com",
  versions: ["v1"],
  kind,
  scope: "Namespaced",
  stored: "v1",
}));

/** CRDs of the charts of an environment, and of the kinds that it expects in its cluster. */
export function crds(plan: EnvironmentPlan, charts: readonly ChartFacts[]): JsonObject[] {
  const used = new Set(customObjectsOf(plan).map(({ kind }) => kind));
  const expected = OF_PROMETHEUS.filter(({ kind = "" }) => used.has(kind));
  return [...charts.flatMap((chart) => chart.crds), ...expected].flatMap(crd);
}

/** Annotation of a CRD that accepts any content, because its schema is not recorded. */
const ANY_CONTENT = "private-eks-inference/accepts-any-content";
const ANYTHING = { type: "object", "x-kubernetes-preserve-unknown-fields": true };

/** A CRD of a kind that this project creates; of other kinds only the name is recorded. */
function crd({ plural, group, versions, kind, scope, stored, spec: recorded }: CrdFacts): JsonObject[] {
  const spec = recorded ?? (kind === "InferenceService" ? INFERENCE_SERVICE : undefined);
  if (kind === undefined || scope === undefined || stored === undefined) return [];
  const schema = (version: string): JsonObject => ({
    type: "object",
    properties: { spec: version === stored && spec ? spec : ANYTHING, status: ANYTHING },
  });
  return [
    {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: {
        name: `${plural}.${group}`,
        ...(spec ? {} : { annotations: { [ANY_CONTENT]: "true" } }),
      },
      spec: {
        group,
        scope,
        names: { plural, kind, singular: kind.toLowerCase(), listKind: `${kind}List` },
        versions: versions.map((version) => ({
          name: version,
          served: true,
          storage: version === stored,
          schema: { openAPIV3Schema: schema(version) },
        })),
      },
    },
  ];
}
