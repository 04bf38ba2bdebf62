import { type HelmRelease, releasesOf } from "../../../infrastructure/kubernetes-releases";
import { knownText } from "../../../infrastructure/text-references";
import { labelsOf } from "../../../infrastructure/kubernetes-labels";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../../terraform/environment-plan";
import { asObject, block, jsonIn, text } from "../../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

const CHART = "kube-prometheus-stack";

export const dashboardsLoad: Check = {
  ...ruleOf(TEXTS, "dashboards-load"),
  run: (plan) => {
    const [release] = releasesOf(plan, CHART);
    if (!release) return [];
    const read = readBy(release);
    return plan
      .resources("kubernetes_config_map_v1")
      .flatMap((map) => combinedFinding(map, "dashboard", dashboardProblems(plan, map, read)));
  },
};

/** ConfigMaps that the sidecar of Grafana loads. */
interface ReadByGrafana {
  readonly label: string;
  readonly value: string;
  readonly namespace: string;
}

function readBy({ values, namespace }: HelmRelease): ReadByGrafana {
  const sidecar = asObject(asObject(asObject(values["grafana"])["sidecar"])["dashboards"]);
  return {
    label: text(sidecar["label"]) ?? "grafana_dashboard",
    value: String(sidecar["labelValue"] ?? "1"),
    namespace: text(sidecar["searchNamespace"]) ?? namespace,
  };
}

/** Keys of a ConfigMap with the JSON of a dashboard. */
const dashboardsIn = ({ config }: PlannedResource): string[] =>
  Object.entries(asObject(config["data"])).flatMap(([key, value]) =>
    Array.isArray(asObject(jsonIn(value))["panels"]) ? [key] : [],
  );

const isEmpty = ({ config }: PlannedResource): boolean =>
  [config["data"], config["binary_data"]].every((data) => Object.keys(asObject(data)).length === 0);

function dashboardProblems(
  plan: EnvironmentPlan,
  map: PlannedResource,
  { label, value, namespace }: ReadByGrafana,
): string[] {
  const dashboards = dashboardsIn(map);
  const metadata = block(map.config["metadata"]);
  const given = labelsOf(metadata["labels"])[label];
  if (dashboards.length === 0)
    return given === value && isEmpty(map)
      ? [`it has the label ${label} and no data, so Grafana loads nothing`]
      : [];
  const otherwise = `so Grafana does not load ${dashboards.join(", ")}`;
  const own = knownText(plan, inLayer(map, metadata["namespace"])) ?? namespace;
  return [
    ...(given === value
      ? []
      : [`its label ${label} is ${given ?? "missing"}, expected ${value}, ${otherwise}`]),
    ...(own === namespace || namespace === "ALL"
      ? []
      : [`it is in namespace ${own}, expected ${namespace}, the one that Grafana reads, ${otherwise}`]),
  ];
}
