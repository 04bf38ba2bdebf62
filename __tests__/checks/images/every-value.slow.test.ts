import { chartValues } from "../../../src/checks/images/chart-values";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { type Path, at, foundBy, places, put, remove } from "../../support/findings";
import { editValues, everyChart } from "./plans";

/** Values below these keys are not defined by the chart: Kubernetes fields, annotations, tags, claims and feature gates. */
const isFree = (path: Path): boolean =>
  /(resources|clusterCredentials|affinity|podAnnotations|[sS]ecurityContext|nodeSelector|olerations|topologySpreadConstraints|podDisruptionBudget|defaultTags|featureGates|tokenRequests|volumeClaimTemplate)\./.test(
    path.join("."),
  );

/** Every value of every chart that the chart defines. */
const values = () =>
  environmentPlan(everyChart())
    .resources("helm_release")
    .filter(({ layer }) => layer === "platform")
    .flatMap(({ name, config }) => {
      const written = JSON.parse(String((config["values"] as string[])[0])) as Editable;
      return places(written)
        .filter((path) => !isFree(path))
        .map((path) => ({ name, path, value: at(written, path) }));
    });

const afterEdit = (name: string, edit: (values: Editable) => void): string[] =>
  foundBy(
    chartValues,
    altered(everyChart(), ({ platform }) => editValues(platform.resource.helm_release[name], edit)),
  );

test("the charts have more than 50 values", () => {
  expect(values().length).toBeGreaterThan(50);
});

test("chart-values finds each value of each chart under another name", () => {
  for (const { name, path, value } of values()) {
    const renamed = afterEdit(name, (written) => {
      put(written, [...path.slice(0, -1), `${String(path.at(-1))}s`], value);
      remove(written, path);
    });
    const place = `${path.join(".")}s`;
    // Too many words differ from a short one by a letter.
    const said =
      String(path.at(-1)).length > 2 ? `the value ${place} is unknown; did you mean ` : `not judged: `;
    expect(renamed).toEqual([expect.stringContaining(said)]);
    expect(renamed).toEqual([expect.stringContaining(place)]);
  }
});

test("chart-values finds each value of each chart with another type", () => {
  for (const { name, path, value } of values()) {
    const retyped = afterEdit(name, (written) => {
      put(written, path, typeof value === "object" ? "text" : { not: "it" });
    });
    expect(retyped).toEqual([expect.stringContaining(`value ${path.join(".")} is`)]);
  }
});
