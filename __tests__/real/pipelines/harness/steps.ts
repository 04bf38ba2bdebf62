import { mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseAllDocuments } from "yaml";
import { type Finished, run } from "../../terraform/harness/processes";
import { type PythonPackages, pythonPrograms } from "../../terraform/harness/python-packages";
import { type CompiledPipeline, type PlatformSpec } from "./judgement";

/** Sources of the image, and the sample. */
export const IMAGE_SOURCES = resolve(__dirname, "../../../../images/pipeline-steps");

const PROGRAMS = resolve(__dirname, "../programs");

export const STEP_PACKAGES: PythonPackages = {
  requirements: join(IMAGE_SOURCES, "requirements.txt"),
  cache: "pipelines",
  subject: "the packages of images/pipeline-steps are",
  need: "npm run test:pipelines needs Python 3.11",
};

/** Folder of a module that refuses each connection of a Python process. */
const OFFLINE = join(PROGRAMS, "offline");

/**
 * Runs a Python program with the packages of the image and, unless other variables are given, without a connection. A status that is not in `accepted` is an error
 * with the complete output.
 */
function python(
  folder: string,
  args: readonly string[],
  accepted: readonly number[] = [0],
  env: Readonly<Record<string, string>> = { PYTHONPATH: OFFLINE },
): Promise<Finished> {
  const programs = pythonPrograms(STEP_PACKAGES);
  return run(
    {
      program: join(programs, "python3"),
      args,
      cwd: folder,
      env: {
        PATH: `${programs}:${process.env["PATH"] ?? ""}`,
        HOME: folder,
        TMPDIR: folder,
        PYTHONDONTWRITEBYTECODE: "1",
        PIP_DISABLE_PIP_VERSION_CHECK: "1",
        // A connection that fails once fails again here.
        PIP_RETRIES: "0",
        ...env,
      },
    },
    accepted,
  );
}

/** A compiled pipeline in a folder of its own. */
export class Pipeline {
  private constructor(
    readonly folder: string,
    readonly compiled: CompiledPipeline,
    /** Settings of pods, which the SDK writes as a second document. @default - none */
    readonly platform?: PlatformSpec,
  ) {}

  /** Compiles the sample as a user does. */
  static sample(image: string): Promise<Pipeline> {
    return Pipeline.compile([join(IMAGE_SOURCES, "sample.py"), "--image", image]);
  }

  /** Compiles the sample with a step that registers the model. */
  static registering(image: string, model: string): Promise<Pipeline> {
    return Pipeline.compile([
      join(IMAGE_SOURCES, "sample.py"),
      "--image",
      image,
      "--registered-model",
      model,
    ]);
  }

  /** Compiles a pipeline of one step that has a fault of `programs/faulty.py`. */
  static faulty(fault: string, image: string): Promise<Pipeline> {
    return Pipeline.compile([join(PROGRAMS, "faulty.py"), "--fault", fault, "--image", image]);
  }

  /** Compiles a pipeline of one step that requests two GPUs as the sample shows. */
  static onGpus(image: string): Promise<Pipeline> {
    const sample = join(IMAGE_SOURCES, "sample.py");
    return Pipeline.compile([join(PROGRAMS, "on_gpus.py"), "--sample", sample, "--image", image]);
  }

  private static async compile(args: readonly string[]): Promise<Pipeline> {
    const folder = mkdtempSync(join(tmpdir(), "pipeline-"));
    const file = join(folder, "pipeline.yaml");
    await python(folder, [...args, "--output", file]);
    const [compiled, platform] = parseAllDocuments(readFileSync(file, "utf8")).map(
      (document) => document.toJS() as unknown,
    );
    return new Pipeline(folder, compiled as CompiledPipeline, platform as PlatformSpec | undefined);
  }

  /** Reads the compiled file by the SDK, and runs its commands on this machine. Variables give steps a connection. */
  run(
    values: Readonly<Record<string, number>> = {},
    variables?: Readonly<Record<string, string>>,
  ): Promise<Finished> {
    const args = [join(PROGRAMS, "run_compiled.py"), "pipeline.yaml", "results", JSON.stringify(values)];
    return python(this.folder, args, [0, 1], variables);
  }

  /** Predictions of the written model, by the rules of KServe's server for scikit-learn. */
  async predictions(
    instances: readonly (readonly number[])[],
    folder = this.result("train/model"),
  ): Promise<unknown> {
    const args = [join(PROGRAMS, "predict.py"), folder, JSON.stringify(instances)];
    return JSON.parse((await python(this.folder, args)).stdout);
  }

  /** Path of a result of the only run. */
  result(path: string): string {
    const results = join(this.folder, "results");
    const [first, ...others] = readdirSync(results);
    if (first === undefined || others.length > 0) throw new Error(`expected one run in ${results}`);
    return join(results, first, path);
  }
}
