import { dashboardsLoad } from "../../../../src/parts/dashboards/checks/dashboards-load";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { type Edit, foundBy } from "../../../support/findings";
import { planOf } from "../../../support/reference-plans";

const PLATFORM = "ml-platform";
const OVERVIEW = "kubernetes_config_map_v1.dashboards_overview";

const overview =
  (edit: (map: Editable) => void): Edit =>
  ({ platform }) =>
    edit(platform.resource.kubernetes_config_map_v1.dashboards_overview as Editable);
const labels = (value: object): Edit => overview(({ metadata }) => (metadata.labels = value));

const foundAfter = (edit: Edit): string[] => foundBy(dashboardsLoad, altered(PLATFORM, edit));

test.each([PLATFORM, "ml-inference-prod", "ml-inference-hardened"])(
  "accepts the dashboards of %s",
  (environment) => {
    expect(foundBy(dashboardsLoad, environmentPlan(planOf(environment)))).toEqual([]);
  },
);

test.each<[string, Edit, string]>([
  [
    "without the label",
    labels({}),
    "its label grafana_dashboard is missing, expected 1, so Grafana does not load overview.json",
  ],
  [
    "with another value of the label",
    labels({ grafana_dashboard: "0" }),
    "its label grafana_dashboard is 0, expected 1, so Grafana does not load overview.json",
  ],
  [
    "in another namespace",
    overview(({ metadata }) => (metadata.namespace = "models")),
    "it is in namespace models, expected monitoring, the one that Grafana reads, so Grafana does not load overview.json",
  ],
  [
    "without its text",
    overview((map) => delete map["data"]),
    "it has the label grafana_dashboard and no data, so Grafana loads nothing",
  ],
])("reports a dashboard %s", (_words, edit, problem) => {
  expect(foundAfter(edit)).toEqual([`${OVERVIEW}: dashboard: ${problem}`]);
});

test("accepts a further dashboard, and another ConfigMap without the label", () => {
  const edit: Edit = ({ platform }) => {
    const namespace = "monitoring";
    Object.assign(platform.resource.kubernetes_config_map_v1, {
      own: {
        metadata: { name: "own", namespace, labels: { grafana_dashboard: "1" } },
        data: { "own.json": JSON.stringify({ title: "own", panels: [] }) },
      },
      pictures: {
        metadata: { name: "pictures", namespace, labels: { grafana_dashboard: "1" } },
        binary_data: { "own.json": "e30=" },
      },
      settings: { metadata: { name: "settings", namespace }, data: { "settings.json": '{"title":"own"}' } },
    });
  };
  expect(foundAfter(edit)).toEqual([]);
});

test("accepts a dashboard with the label that the values of the chart name", () => {
  const edit: Edit = (layers) => {
    labels({ team: "ml" })(layers);
    const maps = layers.platform.resource.kubernetes_config_map_v1 as Editable;
    for (const map of Object.values(maps) as Editable[])
      if (map.metadata.labels?.grafana_dashboard) map.metadata.labels = { team: "ml" };
    const values = layers.platform.resource.helm_release.prometheus.values as string[];
    values.push(
      JSON.stringify({ grafana: { sidecar: { dashboards: { label: "team", labelValue: "ml" } } } }),
    );
  };
  expect(foundAfter(edit)).toEqual([]);
});
