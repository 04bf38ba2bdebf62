import { type Json } from "../../../../proof/terraform-json/stack-json";

/**
 * A value that an installation on EKS without internet access needs, with the consequence of another one.
 *
 * Source: that of `chart-values/kube-prometheus-stack.ts`; Grafana documentation, "Configure Grafana" (read 2026-11-22).
 */
export interface NeededValue {
  readonly path: readonly string[];
  readonly value: Json;
  readonly otherwise: string;
}

const hidden = (part: string): NeededValue => ({
  path: [part, "enabled"],
  value: false,
  otherwise:
    "its target is never reached, and its alert always fires: EKS hides it, or it listens on localhost",
});

const selecting = (kind: string): NeededValue => ({
  path: ["prometheus", "prometheusSpec", `${kind}SelectorNilUsesHelmValues`],
  value: false,
  otherwise: "Prometheus selects objects with the label of its release only",
});

const ini = (section: string, key: string, value: boolean): NeededValue => ({
  path: ["grafana", "grafana.ini", section, key],
  value,
  otherwise: "Grafana or the browsers of its users call hosts on the internet",
});

export const NEEDED_VALUES: readonly NeededValue[] = [
  ...["kubeControllerManager", "kubeEtcd", "kubeProxy", "kubeScheduler"].map(hidden),
  ...["podMonitor", "probe", "rule", "scrapeConfig", "serviceMonitor"].map(selecting),
  ini("analytics", "check_for_updates", false),
  ini("analytics", "check_for_plugin_updates", false),
  ini("analytics", "reporting_enabled", false),
  ini("analytics", "feedback_links_enabled", false),
  ini("news", "news_feed_enabled", false),
  ini("plugins", "preinstall_disabled", true),
  ini("plugins", "plugin_admin_enabled", false),
  ini("security", "disable_gravatar", true),
  {
    path: ["grafana", "grafana.ini", "auth.anonymous", "enabled"],
    value: true,
    otherwise: "dashboards need the password of admin, which no purpose of people may read",
  },
  {
    path: ["grafana", "grafana.ini", "auth.anonymous", "org_role"],
    value: "Viewer",
    otherwise: "everyone who may forward a port of Grafana changes its data sources or users",
  },
  {
    path: ["grafana", "testFramework", "enabled"],
    value: false,
    otherwise: "a test pod pulls an image that no list here has",
  },
  {
    path: ["grafana", "rbac", "namespaced"],
    value: true,
    otherwise: "Grafana may read the Secrets of all namespaces",
  },
  {
    path: ["grafana", "sidecar", "dashboards", "resource"],
    value: "configmap",
    otherwise: "the sidecar also reads Secrets",
  },
  {
    path: ["grafana", "sidecar", "datasources", "resource"],
    value: "configmap",
    otherwise: "the sidecar also reads Secrets",
  },
  {
    path: ["prometheus-node-exporter", "image", "distroless"],
    value: false,
    otherwise: "the chart appends -distroless to the tag, which has it, and no node pulls the image",
  },
  {
    path: ["prometheus-node-exporter", "priorityClassName"],
    value: "system-node-critical",
    otherwise: "on a full node, no pod measures the node",
  },
];
