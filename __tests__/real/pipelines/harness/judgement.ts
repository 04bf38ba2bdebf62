/** The parts of a compiled pipeline that say which containers run. */
export interface CompiledPipeline {
  readonly deploymentSpec: { readonly executors: Readonly<Record<string, Executor>> };
  readonly sdkVersion: string;
}

/** Settings of the pods of a compiled pipeline. */
export interface PlatformSpec {
  readonly platforms: {
    readonly kubernetes: {
      readonly deploymentSpec: { readonly executors: Readonly<Record<string, unknown>> };
    };
  };
}

interface Executor {
  readonly container?: {
    readonly image: string;
    readonly command?: readonly string[];
    readonly args?: readonly string[];
    readonly resources?: Readonly<Record<string, unknown>>;
  };
  readonly importer?: { readonly artifactUri?: { readonly constant?: string } };
}

const AMOUNTS = ["CpuRequest", "CpuLimit", "MemoryRequest", "MemoryLimit"];

const INSTALLS = /\b(?:pip3? install|ensurepip|apt-get|apk add|conda install|uv pip|uv sync)\b/;

/** Faults of the steps of a compiled pipeline on nodes without internet access. */
export function faultsOf(pipeline: CompiledPipeline, image: string): string[] {
  return Object.entries(pipeline.deploymentSpec.executors).flatMap(([name, executor]) =>
    [...containerFaults(executor, image), ...importFaults(executor)].map((fault) => `${name}: ${fault}`),
  );
}

function containerFaults({ container }: Executor, image: string): string[] {
  if (!container) return [];
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  const missing = AMOUNTS.filter((amount) => !container.resources?.[`resource${amount}`]);
  return [
    ...(container.image === image ? [] : [`has the image ${container.image}`]),
    ...(words.some((word) => INSTALLS.test(word)) ? ["installs packages"] : []),
    ...(missing.length === 0 ? [] : [`has no ${missing.join(", ")}`]),
  ];
}

function importFaults({ importer }: Executor): string[] {
  const source = importer?.artifactUri?.constant;
  return source === undefined || source.startsWith("s3://") ? [] : [`imports ${source}`];
}
