import { CHART_VALUES } from "../../src/knowledge/chart-values";
import { type ChartValues } from "../../src/knowledge/chart-values/types";
import { CONTROLLER_POLICY_VERSION } from "../../src/components/load-balancer-controller/policy";
import { CHARTS, chart } from "../support/declared";

const rows = Object.entries(CHARTS);
const controller = chart("aws-load-balancer-controller");

test.each([
  ["the chart", controller.version],
  ["the image", controller.images["controller"]?.tag],
  ["the IAM policy", CONTROLLER_POLICY_VERSION],
])("LBC-01 %s of the controller has version 3.5.0", (_, version) => {
  expect(version?.replace(/^v/, "")).toBe("3.5.0");
});

test.each(rows)("%s has an exact version", (_, { version }) => {
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test.each(rows)("each image of %s has a registry and an exact tag", (_, row) => {
  const images = Object.values(row.images);
  expect(images).not.toEqual([]);
  for (const { repository, tag } of images) {
    expect(repository).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+\/[a-z0-9./-]+$/);
    expect(tag).toMatch(/^v?\d+\.\d+\.\d+(-\d+\.\d+\.\d+)?(-distroless)?$/);
  }
});

test.each(rows)("the values of %s are documented for its version", (name, row) => {
  const documented = (CHART_VALUES as Readonly<Record<string, ChartValues>>)[name];
  expect(documented?.version).toBe(row.version);
  expect(Object.keys(documented?.values ?? {}).length).toBeGreaterThan(15);
});
