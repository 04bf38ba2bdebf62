import { asResources } from "../part-requests";
import REQUESTS from "./requests.json";
import { PROMETHEUS } from "../../environment/prometheus";
import { type References, type ReleaseValues } from "../../platform/contract";
import { alertValues } from "./alertmanager";
import { type PrometheusSettings } from "./settings";
import { registryImage } from "../registry-image";
import { STORAGE_CLASS } from "../storage-class";
import { type EnvironmentConfig } from "../../environment/schema";
import { formulas } from "../../terraform/formulas";

/** Source for keys: values of chart 88.5.3 and its sub-charts (read 2026-11-22). */
export function prometheusValues(
  refs: References,
  { retentionDays, storageGiB, memoryGiB }: PrometheusSettings,
  config: EnvironmentConfig,
): ReleaseValues {
  const { image } = refs;
  const alerts = alertValues(refs, config);
  const from = (role: string): ReleaseValues => registryImage(image(role));
  const memory = `${memoryGiB}Gi`;
  const { requests, limits } = asResources(REQUESTS["kube-prometheus-stack/prometheus"]);
  return {
    ...(alerts ? { defaultRules: alerts.defaultRules } : {}),
    // EKS runs them outside of the cluster, where no pod reaches their metrics. Those of kube-proxy
    // are on localhost only.
    kubeControllerManager: OFF,
    kubeEtcd: OFF,
    kubeProxy: OFF,
    kubeScheduler: OFF,
    prometheusOperator: {
      image: from("operator"),
      resources: asResources(REQUESTS["kube-prometheus-stack/operator"]),
      prometheusConfigReloader: {
        image: from("reloader"),
        resources: asResources(REQUESTS["kube-prometheus-stack/config-reloader"]),
      },
      admissionWebhooks: {
        patch: { image: from("certgen"), resources: asResources(REQUESTS["kube-prometheus-stack/certgen"]) },
      },
    },
    prometheus: {
      prometheusSpec: {
        image: from("prometheus"),
        resources: { requests: { ...requests, memory }, limits: { ...limits, memory } },
        retention: `${retentionDays}d`,
        // The write-ahead log and blocks that are being merged need the rest.
        retentionSize: `${formulas.number(RETAINED, { gib: storageGiB })}GB`,
        storageSpec: claimOf(storageGiB),
        // Without these, it selects monitors and rules of its own release only.
        podMonitorSelectorNilUsesHelmValues: false,
        probeSelectorNilUsesHelmValues: false,
        ruleSelectorNilUsesHelmValues: false,
        scrapeConfigSelectorNilUsesHelmValues: false,
        serviceMonitorSelectorNilUsesHelmValues: false,
      },
    },
    alertmanager: {
      ...alerts?.alertmanager,
      alertmanagerSpec: {
        image: from("alertmanager"),
        resources: asResources(REQUESTS["kube-prometheus-stack/alertmanager"]),
        storage: claimOf(ALERTMANAGER_GIB),
      },
    },
    grafana: {
      image: from("grafana"),
      resources: asResources(REQUESTS["kube-prometheus-stack/grafana"]),
      sidecar: {
        image: from("sidecar"),
        resources: asResources(REQUESTS["kube-prometheus-stack/grafana-sidecar"]),
        // The service account of Grafana may read its own namespace only, instead of the Secrets of all namespaces.
        dashboards: { resource: "configmap", searchNamespace: PROMETHEUS.namespace },
        datasources: { resource: "configmap" },
      },
      rbac: { namespaced: true },
      testFramework: OFF,
      "grafana.ini": { ...GRAFANA_WITHOUT_INTERNET, "auth.anonymous": GRAFANA_VIEWERS },
    },
    "kube-state-metrics": {
      image: from("objects"),
      resources: asResources(REQUESTS["kube-prometheus-stack/kube-state-metrics"]),
    },
    "prometheus-node-exporter": {
      // The chart would append the ending that the tag already has.
      image: { ...from("nodes"), distroless: false },
      resources: asResources(REQUESTS["kube-prometheus-stack/node-exporter"]),
      priorityClassName: "system-node-critical",
      tolerations: [{ operator: "Exists" }],
    },
  };
}

const OFF = { enabled: false };

/** Part of the volume for metrics. Prometheus advises 80 to 85 % (documentation, "Storage", read 2026-11-22). */
const RETAINED = "floor({gib} * 8 / 10)";

/** Silences and the state of notifications. It is the smallest gp3 volume. */
const ALERTMANAGER_GIB = 1;

/** At its start and on its pages, Grafana otherwise calls grafana.com and gravatar.com, which time out without internet access. */
const GRAFANA_WITHOUT_INTERNET = {
  analytics: {
    check_for_updates: false,
    check_for_plugin_updates: false,
    reporting_enabled: false,
    feedback_links_enabled: false,
  },
  news: { news_feed_enabled: false },
  plugins: { preinstall_disabled: true, plugin_admin_enabled: false },
  security: { disable_gravatar: true },
};

/**
 * People reach Grafana by a forwarded port only, for which the Kubernetes API knows them by their
 * role in IAM. They see dashboards without the password of `admin`, which is in a Secret that no
 * purpose of people reads.
 */
const GRAFANA_VIEWERS = { enabled: true, org_role: "Viewer" };

const claimOf = (gib: number): ReleaseValues => ({
  volumeClaimTemplate: {
    spec: {
      storageClassName: STORAGE_CLASS,
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: `${gib}Gi` } },
    },
  },
});
