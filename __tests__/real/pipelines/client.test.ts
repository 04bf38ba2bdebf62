import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../terraform/harness/processes";
import { pythonPrograms } from "../terraform/harness/python-packages";
import { PipelinesApi } from "./harness/api";
import { Pipeline, STEP_PACKAGES } from "./harness/steps";

const page = readFileSync(join(__dirname, "../../../docs/parts/kubeflow-pipelines-steps.md"), "utf8");

/** The only block of the page that has a text, without its indent. */
function blockWith(text: string): string {
  const blocks = [...page.matchAll(/^( *)```\w+\n([^]*?)^\1```$/gm)].map(([, indent = "", block = ""]) =>
    block.replace(new RegExp(`^${indent}`, "gm"), ""),
  );
  const [found, ...others] = blocks.filter((block) => block.includes(text));
  if (found === undefined || others.length > 0) throw new Error(`expected one block with ${text}`);
  return found;
}

let api: PipelinesApi;
let sample: Pipeline;

beforeAll(async () => {
  api = await PipelinesApi.start();
  sample = await Pipeline.sample("example/steps:1");
  // Names of files on the page.
  symlinkSync("pipeline.yaml", join(sample.folder, "fraud-detection.yaml"));
  symlinkSync(join(pythonPrograms(STEP_PACKAGES), ".."), join(sample.folder, ".venv"));
});

afterAll(() => api.stop());

/** Runs a block of the page with the stand-in in place of the forwarded port. */
async function runBlock(program: string, text: string, name: string): Promise<string> {
  writeFileSync(
    join(sample.folder, name),
    blockWith(text).replace("localhost:8080", `localhost:${api.port}`),
  );
  const { PATH } = process.env;
  const command = { program, args: [name], cwd: sample.folder, env: { PATH, HOME: sample.folder } };
  return (await run(command)).stdout;
}

test("ML-05 the page starts a run by the SDK, and waits for its end", async () => {
  const python = join(pythonPrograms(STEP_PACKAGES), "python3");
  expect(await runBlock(python, "kfp.Client", "start.py")).toContain("SUCCEEDED");
  expectRun(api.runs.at(-1));
});

test("ML-05 the page starts the same run by the command line", async () => {
  expect(await runBlock("sh", "run create", "start.sh")).toContain("SUCCEEDED");
  expectRun(api.runs.at(-1));
});

function expectRun(requested: unknown): void {
  expect(requested).toMatchObject({
    experiment_id: "e1",
    pipeline_spec: { pipelineInfo: { name: "fraud-detection" }, sdkVersion: "kfp-2.17.0" },
    runtime_config: { parameters: { rows: 20000 } },
  });
}

afterEach(() => {
  expect(api.runs.splice(0)).toHaveLength(1);
});
