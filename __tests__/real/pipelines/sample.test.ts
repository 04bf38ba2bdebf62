import { readFileSync, readdirSync } from "node:fs";
import { GPU_TAINT } from "../../../src/facts/labels";
import { faultsOf } from "./harness/judgement";
import { Pipeline } from "./harness/steps";

const IMAGE = "444455556666.dkr.ecr.eu-central-1.amazonaws.com/ml-platform-prod/pipeline-steps:2.17.0-2";

/** Payments that the rule of the sample calls fraud, and others. */
const FRAUD = [0.95, 9, 120];
const HONEST = [0.1, 1, 12.5];

interface ExecutorOutput {
  readonly artifacts: Readonly<Record<string, { readonly artifacts: readonly { metadata: unknown }[] }>>;
}

/** Metadata that a step recorded of its output. */
function recorded(pipeline: Pipeline, step: string, output: string): unknown {
  const file = readFileSync(pipeline.result(`${step}/executor_output.json`), "utf8");
  return (JSON.parse(file) as ExecutorOutput).artifacts[output]?.artifacts[0]?.metadata;
}

describe("ML-05 the sample", () => {
  let sample: Pipeline;
  let printed: string;

  beforeAll(async () => {
    sample = await Pipeline.sample(IMAGE);
    const { code, output } = await sample.run();
    printed = output;
    expect([code, code === 0 ? "" : output]).toEqual([0, ""]);
  });

  test("compiles to steps with the given image, with requests and limits, and without an installation", () => {
    expect(Object.keys(sample.compiled.deploymentSpec.executors).sort()).toEqual([
      "exec-evaluate",
      "exec-generate",
      "exec-train",
    ]);
    expect(faultsOf(sample.compiled, IMAGE)).toEqual([]);
  });

  test("is read by the SDK and runs to its end without a connection", () => {
    expect(printed).toMatch(/Pipeline .*'fraud-detection'.* finished with status .*SUCCESS/);
  });

  test("writes a folder with the one file that the server loads, which predicts fraud", async () => {
    expect(readdirSync(sample.result("train/model"))).toEqual(["model.joblib"]);
    expect(await sample.predictions([FRAUD, HONEST])).toEqual([1, 0]);
  });

  test("records the version of scikit-learn with the model, and its accuracy on data that it was not trained with", () => {
    expect(recorded(sample, "train", "model")).toEqual({ framework: "scikit-learn", version: "1.5.2" });
    const { accuracy } = recorded(sample, "evaluate", "metrics") as { accuracy: number };
    expect(accuracy).toBeGreaterThan(0.9);
    expect(accuracy).toBeLessThan(1);
  });

  test("needs less than half of its memory, so that the launcher in the same container has the rest", () => {
    const peak = Number(/peak: (\d+) MiB/.exec(printed)?.[1]);
    console.log(`most memory of a step: ${peak} MiB`);
    expect(sample.compiled.deploymentSpec.executors["exec-train"]?.container?.resources).toMatchObject({
      resourceMemoryRequest: "512Mi",
    });
    expect(peak).toBeGreaterThan(50);
    expect(peak).toBeLessThan(256);
  });

  test("gives the same file again for the same arguments, as caching assumes", async () => {
    const again = await Pipeline.sample(IMAGE);
    await again.run();
    const [first, second] = [sample, again].map((each) =>
      readFileSync(each.result("train/model/model.joblib")).toString("base64"),
    );
    expect(second).toBe(first);
  });

  test("fails when the model is worse than the least accuracy", async () => {
    const { code, output } = await (await Pipeline.sample(IMAGE)).run({ least_accuracy: 0.999 });
    expect(code).toBe(1);
    expect(output).toMatch(/accuracy 0\.9\d+ is less than 0\.999/);
  });
});

test.each([
  ["none", []],
  ["default of install_kfp_package", ["exec-greet: installs packages"]],
  ["SDK of another version", ["exec-greet: installs packages"]],
  ["packages_to_install", ["exec-greet: installs packages"]],
  ["default image", ["exec-greet: has the image python:3.11"]],
  ["no amounts", ["exec-greet: has no CpuRequest, CpuLimit, MemoryRequest, MemoryLimit"]],
  ["import by https", ["exec-importer: imports https://example.com/data.csv"]],
])("ML-05 the judgement of a pipeline with the fault: %s", async (fault, expected) => {
  expect(faultsOf((await Pipeline.faulty(fault, IMAGE)).compiled, IMAGE)).toEqual(expected);
});

describe("ML-05 without a connection", () => {
  test.each([
    ["none", 0, "a step ran"],
    // pip finds the version of the image, and connects to nothing.
    ["default of install_kfp_package", 0, "a step ran"],
    ["SDK of another version", 1, "No matching distribution found for kfp==2.16.1"],
    ["packages_to_install", 1, "No matching distribution found for tabulate==0.9.0"],
  ])("a step with the fault: %s ends with status %d", async (fault, status, text) => {
    const { code, output } = await (await Pipeline.faulty(fault, IMAGE)).run();
    expect([code, output]).toEqual([status, expect.stringContaining(text)]);
  });
});

test("a step with GPUs requests them, and tolerates the taint of their nodes", async () => {
  const { compiled, platform } = await Pipeline.onGpus(IMAGE);
  expect(faultsOf(compiled, IMAGE)).toEqual([]);
  const resources = compiled.deploymentSpec.executors["exec-train"]?.container?.resources;
  expect(resources?.["accelerator"]).toMatchObject({ resourceType: GPU_TAINT.key, resourceCount: "2" });
  expect(platform?.platforms.kubernetes.deploymentSpec.executors["exec-train"]).toEqual({
    tolerations: [{ key: GPU_TAINT.key, operator: "Exists", effect: "NoSchedule" }],
  });
});
