import { chartPlainValues } from "../../../src/checks/images/chart-plain-values";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { editValues, everyChart } from "./plans";

const afterEdit = (edit: (values: Editable) => void): string[] =>
  foundBy(
    chartPlainValues,
    altered(everyChart(), ({ platform }) =>
      editValues(platform.resource.helm_release.load_balancer_controller, edit),
    ),
  );

const finding = (place: string, text: string): string =>
  `helm_release.load_balancer_controller: chart aws-load-balancer-controller prints ${place} without quotes, and ${JSON.stringify(text)} is not plain text in YAML`;

test("chart-plain-values accepts the values of every chart", () => {
  expect(foundBy(chartPlainValues, environmentPlan(everyChart()))).toEqual([]);
});

test.each(["lab: x", "lab:", "lab # x", "two\nlines"])(
  "chart-plain-values finds the tag value %j",
  (value) => {
    expect(afterEdit(({ defaultTags }) => (defaultTags.project = value))).toEqual([
      finding("defaultTags.project", value),
    ]);
  },
);

test.each(["a:b", "https://github.com/acme/x", "x#1", "user@example.com"])(
  "chart-plain-values accepts the tag value %j",
  (value) => {
    expect(afterEdit(({ defaultTags }) => (defaultTags.project = value))).toEqual([]);
  },
);

test("chart-plain-values finds the key of a tag", () => {
  expect(afterEdit(({ defaultTags }) => (defaultTags["team: a"] = "x"))).toEqual([
    finding("the key defaultTags.team: a", "team: a"),
  ]);
});

test("chart-plain-values finds an item of a list", () => {
  expect(afterEdit((values) => (values["externalManagedTags"] = ["a", "b:"]))).toEqual([
    finding("externalManagedTags.1", "b:"),
  ]);
});
