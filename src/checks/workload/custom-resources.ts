import { combinedFinding, text } from "../../analysis/blocks";
import { helmReleasesOf } from "../../analysis/helm-releases";
import { asArray, asObject } from "../../terraform-json/stack-json";
import { type Check } from "../check";

/**
 * Kinds that the platform's charts define, with their API version.
 * Source: AWS Load Balancer Controller 3.5.0, Secrets Store CSI driver 1.6.0 and Prometheus Operator (read 2026-11-20); Argo CD
 * v3.4.4 and KServe v0.20.0 (read 2026-11-22).
 */
const API_VERSIONS: Readonly<Record<string, string>> = {
  TargetGroupBinding: "elbv2.k8s.aws/v1beta1",
  SecretProviderClass: "secrets-store.csi.x-k8s.io/v1",
  ServiceMonitor: "monitoring.coreos.com/v1",
  PrometheusRule: "monitoring.coreos.com/v1",
  InferenceService: "serving.kserve.io/v1beta1",
  Application: "argoproj.io/v1alpha1",
  AppProject: "argoproj.io/v1alpha1",
};

export const customResources: Check = {
  id: "custom-resources",
  severity: "error",
  title: "every custom resource has a kind and API version that a chart of the platform defines",
  why: "the API server rejects an undefined kind or version in the middle of an apply",
  fix: "correct the apiVersion, kind and metadata of the object",
  source: "Kubernetes documentation, Custom Resources (read 2026-11-20)",
  run: (plan) =>
    helmReleasesOf(plan)
      .filter(({ values }) => values["resources"] !== undefined && Array.isArray(values["resources"]))
      .flatMap(({ resource, namespace, values }) =>
        combinedFinding(
          resource,
          "custom resources",
          asArray(values["resources"]).flatMap((item) => {
            const object = asObject(item);
            const metadata = asObject(object["metadata"]);
            const kind = text(object["kind"]) ?? "";
            const expected = API_VERSIONS[kind];
            return [
              ...(expected === undefined ? [`no chart defines the kind ${kind || "(none)"}`] : []),
              ...(expected !== undefined && object["apiVersion"] !== expected
                ? [`${kind} has the apiVersion ${String(object["apiVersion"])}, expected ${expected}`]
                : []),
              ...(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(text(metadata["name"]) ?? "")
                ? []
                : [`${kind} has no name`]),
              ...(metadata["namespace"] === namespace
                ? []
                : [
                    `the namespace of ${kind} is ${String(metadata["namespace"] ?? "(none)")}, expected ${namespace} as for its release`,
                  ]),
            ];
          }),
        ),
      ),
};
