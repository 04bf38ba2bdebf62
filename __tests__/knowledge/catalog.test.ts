import { ADDON_NAMES } from "../../src/catalog/addons";
import { CHARTS, type ChartRow } from "../../src/catalog/charts";
import { COMPONENTS, type Component } from "../../src/catalog/components";
import { instanceTypesKnown } from "../../src/catalog/instance-capacity";
import { ADDON_IDENTITIES } from "../../src/catalog/platform-roles";
import { ADDON_PODS } from "../../src/knowledge/addons";
import { CHART_FACTS } from "../../src/knowledge/charts";
import { CHART_VALUES } from "../../src/knowledge/chart-values";

const rows: [string, ChartRow][] = Object.entries(CHARTS);
const factsOf = (chart: string) => {
  const facts = CHART_FACTS[chart];
  if (!facts) throw new Error(`no facts of ${chart}`);
  return facts;
};

test("the catalog has a row for each chart with facts, and no other", () => {
  expect(Object.keys(CHARTS).sort()).toEqual(Object.keys(CHART_FACTS).sort());
});

test.each(rows)("the row %s has version and repository of the chart's facts", (chart, row) => {
  const { version, appVersion, repository } = factsOf(chart);
  expect(row.version).toBe(version);
  expect(row.repository).toBe(repository);
  // The chart of the AWS provider states no app version.
  expect(row.appVersion).toBe(appVersion ?? version);
});

test.each(rows)("the row %s has exactly the images of the chart's facts", (chart, row) => {
  const images = Object.values(row.images).map(({ repository, tag }) => `${repository}:${tag}`);
  expect(images.sort()).toEqual(
    factsOf(chart)
      .images.map(({ repository, tag }) => `${repository}:${tag}`)
      .sort(),
  );
});

test.each(rows)("the documented values of %s are of the version of its facts", (chart) => {
  expect(CHART_VALUES[chart as keyof typeof CHART_VALUES].version).toBe(factsOf(chart).version);
});

test("the pods of every add-on are known, and of no other", () => {
  expect(Object.keys(ADDON_PODS).sort()).toEqual([...ADDON_NAMES].sort());
});

test("each identity of an add-on is a service account of its pods", () => {
  const identities = Object.entries(ADDON_IDENTITIES);
  expect(identities.length).toBeGreaterThan(1);
  for (const [addon, { namespace, serviceAccount }] of identities) {
    expect(ADDON_PODS[addon]).toContainEqual(expect.objectContaining({ namespace, serviceAccount }));
  }
});

const portsOf = (component: Component): number[] => Object.keys(component.controlPlanePorts).map(Number);

test("the ports that the control plane calls are those of the load balancer controller's webhooks", () => {
  expect(portsOf(COMPONENTS["load-balancer-controller"])).toEqual(
    factsOf("aws-load-balancer-controller").controlPlanePorts,
  );
});

test.each([
  ["metrics-server", COMPONENTS["metrics-server"]],
  ["amazon-cloudwatch-observability", COMPONENTS["cloudwatch-observability"]],
])("the ports that the control plane calls are those of the pods of %s", (addon, component) => {
  expect(portsOf(component)).toEqual((ADDON_PODS[addon] ?? []).flatMap((pod) => pod.controlPlanePorts ?? []));
});

test("charts and add-ons without such a component have no ports for the control plane", () => {
  const withPorts = [
    ...Object.values(CHART_FACTS)
      .filter(({ controlPlanePorts }) => controlPlanePorts.length > 0)
      .map(({ chart }) => chart),
    ...Object.entries(ADDON_PODS)
      .filter(([, pods]) => pods.some(({ controlPlanePorts }) => controlPlanePorts !== undefined))
      .map(([addon]) => addon),
  ];
  expect(withPorts.sort()).toEqual([
    "amazon-cloudwatch-observability",
    "aws-load-balancer-controller",
    "metrics-server",
  ]);
});

test("a new GPU family in the catalog needs a look at the types on which the exporter of GPU counters runs", () => {
  const families = new Set(instanceTypesKnown().map((type) => type.split(".")[0]));
  expect([...families].filter((family) => /^g\d/.test(String(family))).sort()).toEqual([
    "g4dn",
    "g5",
    "g5g",
    "g6",
    "g6e",
  ]);
});
