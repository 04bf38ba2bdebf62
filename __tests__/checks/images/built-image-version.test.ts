import { builtImageVersion } from "../../../src/checks/images/built-image-version";
import { readFileSync } from "node:fs";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";
import facts from "../../../src/checks/images/versions-of-built-images.json";

const found = (mlflow: string, steps: string) =>
  foundBy(
    builtImageVersion,
    environmentPlan(
      planWith("ml-platform", {
        components: { mlflow: { imageTag: mlflow }, "kubeflow-pipelines": { stepsImageTag: steps } },
      }),
    ),
  );

test.each([
  ["the documented tags", "3.17.2-2", "2.17.0-2"],
  ["another build", "3.17.2-7", "2.17.0-1"],
  ["tags of a company, which state no version", "1.0.0", "2026.11.1"],
])("built-image-version accepts %s", (_, mlflow, steps) => {
  expect(found(mlflow, steps)).toEqual([]);
});

test("built-image-version finds tags of other versions of MLflow and of the SDK", () => {
  const server = found("3.18.0-1", "2.17.0-2");
  expect(server).not.toEqual([]);
  for (const each of server)
    expect(each).toContain("platform/mlflow:3.18.0-1, and what the stacks give it is that of MLflow 3.17.2");
  const steps = found("3.17.2-2", "2.18.0-1");
  expect(steps).not.toEqual([]);
  for (const each of steps)
    expect(each).toContain(
      "platform/pipeline-steps:2.18.0-1, and what the stacks give it is that of the SDK of Kubeflow Pipelines 2.17.0",
    );
});

test("the versions of built images are those of their requirements", () => {
  for (const { folder, version, package: name } of facts.images)
    expect(readFileSync(`images/${folder}/requirements.in`, "utf8")).toContain(`${name}==${version}`);
});
