import { ADDON_NAMES } from "../../src/catalog/addons";
import { CHARTS, type ChartRow } from "../../src/catalog/charts";
import { COMPONENTS, type Component, FARGATE } from "../../src/catalog/components";
import { instanceTypesKnown } from "../../src/catalog/instance-capacity";
import { ADDON_PODS } from "../../src/knowledge/addons";
import { CALLERS } from "../../src/knowledge/callers";
import { CHART_FACTS } from "../../src/knowledge/charts";
import { CHART_VALUES } from "../../src/knowledge/chart-values";
import { ADDON_IDENTITIES } from "../../src/knowledge/platform-roles";

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

/** Facts of callers in the form of declarations, by title. A driver and a plugin that call nothing have no declaration. */
const known = CALLERS.map(({ title, from, calls, controlPlanePorts }) => ({
  title,
  from,
  services: calls
    .filter(({ unlessFalse, onlyIf }) => unlessFalse === undefined && onlyIf === undefined)
    .map(({ service }) => service)
    .sort(),
  ports: Object.keys(controlPlanePorts).map(Number),
})).filter(({ services, ports }) => services.length + ports.length > 0);

test("each component declares the calls and ports of the facts, and no other", () => {
  const declared = Object.values<Component>(COMPONENTS).map((component) => ({
    title: component.title,
    from: component.runsOn,
    services: Object.keys(component.calls).sort(),
    ports: Object.keys(component.controlPlanePorts).map(Number),
  }));
  const fargate = {
    title: FARGATE.title,
    from: "fargate",
    services: Object.keys(FARGATE.calls).sort(),
    ports: [],
  };
  const byTitle = (a: { title: string }, b: { title: string }): number => a.title.localeCompare(b.title);
  expect([...declared, fargate].sort(byTitle)).toEqual([...known].sort(byTitle));
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
