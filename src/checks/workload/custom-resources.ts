import { combinedFinding, text } from "../../analysis/blocks";
import { helmReleasesOf } from "../../analysis/helm-releases";
import { asArray, asObject } from "../../terraform-json/stack-json";
import { type Check } from "../check";

/**
 * Kinds that the charts of the platform bring, with the version of their API.
 * Source: AWS Load Balancer Controller 3.5.0, Secrets Store CSI driver 1.6.0 and Prometheus Operator (read 2026-11-20).
 */
const API_VERSIONS: Readonly<Record<string, string>> = {
  TargetGroupBinding: "elbv2.k8s.aws/v1beta1",
  SecretProviderClass: "secrets-store.csi.x-k8s.io/v1",
  ServiceMonitor: "monitoring.coreos.com/v1",
};

export const customResources: Check = {
  id: "custom-resources",
  severity: "error",
  title: "objects of other kinds than Kubernetes' own are ones that a chart of the platform brings",
  why: "the API server refuses a kind or version that nobody defined, in the middle of an apply",
  fix: "correct apiVersion, kind and metadata of the object",
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
              ...(expected === undefined ? [`nobody defines the kind ${kind || "(none)"}`] : []),
              ...(expected !== undefined && object["apiVersion"] !== expected
                ? [`${kind} has the apiVersion ${String(object["apiVersion"])}, expected ${expected}`]
                : []),
              ...(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(text(metadata["name"]) ?? "")
                ? []
                : [`${kind} has no name`]),
              ...(metadata["namespace"] === namespace
                ? []
                : [
                    `${kind} stands in namespace ${String(metadata["namespace"] ?? "(none)")}, its release in ${namespace}`,
                  ]),
            ];
          }),
        ),
      ),
};
