import { CHART_VALUES, type ChartValues } from "../../src/catalog/chart-values";
import { CHARTS, type ChartRow } from "../../src/catalog/charts";
import { CONTROLLER_POLICY_VERSION } from "../../src/catalog/load-balancer-controller-policy";

const rows: [string, ChartRow][] = Object.entries(CHARTS);

test.each([
  ["the chart", CHARTS["aws-load-balancer-controller"].version],
  ["the app", CHARTS["aws-load-balancer-controller"].appVersion],
  ["the image", CHARTS["aws-load-balancer-controller"].images.controller.tag],
  ["the IAM policy", CONTROLLER_POLICY_VERSION],
])("LBC-01 %s of the controller is of version 3.5.0", (_, version) => {
  expect(version.replace(/^v/, "")).toBe("3.5.0");
});

test.each(rows)("%s stands under its own name, at exact versions", (name, row) => {
  expect(row.chart).toBe(name);
  expect(row.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(row.appVersion.replace(/^v/, "")).toBe(row.version);
});

test.each(rows)("%s has images, each with a registry and an exact tag", (_, row) => {
  const images = Object.values(row.images);
  expect(images).not.toEqual([]);
  for (const { repository, tag } of images) {
    expect(repository).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+\/[a-z0-9./-]+$/);
    expect(tag).toMatch(/^v?\d+\.\d+\.\d+$/);
  }
});

test.each(rows)("%s runs its own version of what gives it its name", (_, row) => {
  const tags = Object.values(row.images).map((image) => image.tag.replace(/^v/, ""));
  expect(tags).toContain(row.version);
});

test.each(rows)("%s has the values of its own version", (name, row) => {
  const documented = (CHART_VALUES as Readonly<Record<string, ChartValues>>)[name];
  expect(documented?.version).toBe(row.version);
  expect(Object.keys(documented?.values ?? {}).length).toBeGreaterThan(15);
});
