import { component } from "../../platform/contract";
import { KEDA } from "./names";
import { kedaRules } from "./rules";
import { type KedaSettings, settings } from "./settings";
import { kedaValues } from "./values";

const VERSION = "2.20.2";

/**
 * Sets the replicas of Deployments by series of Prometheus: it creates a HorizontalPodAutoscaler for each ScaledObject, and
 * serves the metrics that Kubernetes reads for it.
 *
 * Source: kedacore/charts v2.20.2, `keda`, and kedacore/keda v2.20.2 (read and rendered 2026-11-28).
 */
export const keda = component<KedaSettings>({
  id: "keda",
  title: "KEDA",
  kinds: {
    "keda.sh": ["clustertriggerauthentications", "scaledjobs", "scaledobjects", "triggerauthentications"],
    "eventing.keda.sh": ["cloudeventsources", "clustercloudeventsources"],
  },
  settings,
  rules: kedaRules,
  requires: ["service-monitors"],
  charts: [
    {
      name: KEDA.release,
      id: "Release",
      repository: "https://kedacore.github.io/charts",
      version: VERSION,
      images: {
        operator: { repository: "ghcr.io/kedacore/keda", tag: VERSION },
        "metrics-server": { repository: "ghcr.io/kedacore/keda-metrics-apiserver", tag: VERSION },
        webhooks: { repository: "ghcr.io/kedacore/keda-admission-webhooks", tag: VERSION },
      },
      namespace: KEDA.namespace,
      podSecurity: "restricted",
      values: kedaValues,
    },
  ],
  needs: () => ({
    fromControlPlane: [
      { port: KEDA.metricsPort, why: "metrics of KEDA for autoscalers" },
      { port: KEDA.webhookPort, why: "webhooks of KEDA" },
    ],
  }),
});
