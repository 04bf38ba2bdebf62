import { chartInStep } from "../../../src/checks/images/chart-in-step";
import { CHART_FACTS } from "../../../src/evidence/charts";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { at, foundBy, places } from "../../support/findings";
import { editValues, everyChart, gpuPlan } from "./plans";
import { versionOfChart } from "../../support/chart-versions";

const releases = () =>
  environmentPlan(everyChart())
    .resources("helm_release")
    .filter(({ layer }) => layer === "platform");

test("the tested environment installs every chart with facts", () => {
  const charts = releases().map(({ config }) => config["chart"]);
  expect(charts.sort()).toEqual(Object.keys(CHART_FACTS).sort());
});

test("chart-in-step finds another version of a chart", () => {
  const changed = altered(gpuPlan(), ({ platform }) => {
    platform.resource.helm_release.load_balancer_controller.version = "99.6.0";
  });
  expect(foundBy(chartInStep, changed)).toEqual([
    expect.stringContaining(
      `chart aws-load-balancer-controller has version 99.6.0, expected ${versionOfChart("aws-load-balancer-controller")}`,
    ),
  ]);
});

test("chart-in-step finds a chart of another repository", () => {
  const changed = altered(gpuPlan(), ({ platform }) => {
    platform.resource.helm_release.load_balancer_controller.repository = "https://charts.example.com";
  });
  expect(foundBy(chartInStep, changed)).toEqual([
    expect.stringContaining("expected https://aws.github.io/eks-charts or a mirror in ECR"),
  ]);
});

/** Every image in the values of every chart, by release and path. */
const images = () =>
  releases().flatMap(({ name, config }) => {
    const values = JSON.parse(String((config["values"] as string[])[0])) as Editable;
    return places(values)
      .filter((path) => {
        const value = at(values, path);
        return value !== null && typeof value === "object" && "repository" in value && "tag" in value;
      })
      .map((path) => ({ name, path }));
  });

const afterEdits = (edit: (image: Editable) => void): string[][] =>
  images().map(({ name, path }) =>
    foundBy(
      chartInStep,
      altered(everyChart(), ({ platform }) => {
        editValues(platform.resource.helm_release[name], (values) => {
          edit(at(values, path) as Editable);
        });
      }),
    ),
  );

test("the charts have twenty-three images", () => {
  expect(images()).toHaveLength(23);
});

test("chart-in-step finds each image with another tag, except one whose tag follows the cluster", () => {
  expect(afterEdits((image) => (image.tag = "v0.0.1"))).toEqual(
    images().map(({ name }) =>
      name === "cluster_autoscaler" ? [] : [expect.stringContaining("has tag v0.0.1")],
    ),
  );
});

test("chart-in-step finds each image that no value names", () => {
  expect(afterEdits((image) => delete image.repository)).toEqual(
    images().map(() => [expect.stringContaining("no value names the image")]),
  );
});
