import { CHART_VALUES } from "../../../src/evidence/chart-values";
import { CHART_FACTS } from "../../../src/evidence/charts";
import { type ChartType } from "../../../src/evidence/chart-values";
import { CONTROLLER_POLICY_VERSION } from "../../../src/parts/load-balancer-controller/policy";
import { versionOfChart } from "../../support/chart-versions";
import { CHARTS, chart } from "../../support/declared";

const rows = Object.entries(CHARTS);
const controller = chart("aws-load-balancer-controller");

test.each([
  ["the chart", controller.version],
  ["the image", controller.images["controller"]?.tag],
  ["the IAM policy", CONTROLLER_POLICY_VERSION],
])("LBC-01 %s of the controller has the version of the facts", (_, version) => {
  expect(version?.replace(/^v/, "")).toBe(versionOfChart("aws-load-balancer-controller"));
});

test.each(rows)("%s has an exact version", (_, { version }) => {
  expect(version).toMatch(/^v?\d+\.\d+\.\d+$/);
});

test.each(rows)("each image of %s has a registry and an exact tag", (name, row) => {
  const images = Object.values(row.images);
  expect(images.length > 0).toBe((CHART_FACTS[name]?.workloads.length ?? 0) > 0);
  for (const { repository, tag } of images) {
    expect(repository).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+\/[a-z0-9./-]+$/);
    expect(tag).toMatch(/^v?\d+\.\d+\.\d+(-\d+\.\d+\.\d+)?(-distroless|-alpine)?$/);
  }
});

test.each(rows)("the values of %s are documented for its version", (name, row) => {
  const documented = CHART_VALUES[name];
  expect(documented?.version).toBe(row.version);
  if ((CHART_FACTS[name]?.workloads.length ?? 0) > 0)
    expect(leavesOf(documented?.values ?? {})).toBeGreaterThan(15);
});

const leavesOf = (values: Readonly<Record<string, ChartType>>): number =>
  Object.values(values).reduce<number>(
    (sum, type) => sum + (typeof type === "string" ? 1 : leavesOf(type)),
    0,
  );
