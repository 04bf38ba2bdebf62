import { arrivalSeconds } from "../../facts/cold-start";
import { streamBufferMiB } from "../../facts/memory";
import { type Serving } from "../../facts/serving";
import { QUANTIZATIONS } from "../../facts/quantizations";
import { rootedClientPath, VLLM } from "../../facts/vllm-image";
import { type MemoryVolume } from "./pod";
import { keptSeconds } from "./drain";
import { type ModelWeights, probedSeconds } from "./weights";
import { CONTAINER_FOLDERS } from "../../environment/container-folders";
import { formulas } from "../../terraform/formulas";

export interface LlmServerProps {
  /** Name of the model for its clients. */
  readonly name: string;
  readonly serving: Serving;
  readonly port: number;
  /** Paths of clients: those of the server, alone or after the name of the model. */
  readonly paths: readonly string[];
  readonly bucket: { readonly name: string; readonly prefix: string };
  readonly region: string;
  /** Files in a folder of the pod. @default - the server streams them from the bucket */
  readonly weights?: ModelWeights;
  /** Time until the engine must be ready, without the read of a mounted bucket, in seconds. */
  readonly startupSeconds: number;
  /** Time after which the load balancer closes a connection without bytes, and that open answers get when the pod ends, in seconds. */
  readonly idleSeconds: number;
}

/** Keys of the container of a language model beside those of other models. */
export interface LlmServer {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryVolumes: readonly MemoryVolume[];
  /** Time until the container of a pod on a new node starts, in seconds. */
  readonly arrivalSeconds: number;
}

export const llmServer = (props: LlmServerProps): LlmServer => ({
  arguments: serverArguments(props),
  environment: variables(props),
  memoryVolumes: [{ ...VLLM.sharedMemory, sizeMiB: VLLM.sharedMemoryMiB(props.serving) }],
  arrivalSeconds: arrivalSeconds(false),
});

/** Files in a folder are safetensors, which hold no code. */
function loaderArguments({ serving, weights }: LlmServerProps): string[] {
  if (weights) return ["--load-format=safetensors"];
  const loader = {
    concurrency: VLLM.streamConcurrency,
    memory_limit: streamBufferMiB(serving) * 2 ** 20,
  };
  return ["--load-format=runai_streamer", `--model-loader-extra-config=${JSON.stringify(loader)}`];
}

function serverArguments(props: LlmServerProps): string[] {
  const { name, serving, port, paths, bucket, weights, idleSeconds } = props;
  const { tensorParallel, maxLength, dtype, quantization, flags = [] } = serving;
  return [
    weights ? CONTAINER_FOLDERS.weights : `s3://${bucket.name}/${bucket.prefix}`,
    `--served-model-name=${name}`,
    `--port=${port}`,
    // The server then answers each route with and without this beginning.
    ...(paths.some((path) => path.startsWith(rootedClientPath(name))) ? [`--root-path=/${name}`] : []),
    ...loaderArguments(props),
    `--tensor-parallel-size=${tensorParallel}`,
    `--max-model-len=${maxLength}`,
    `--dtype=${dtype}`,
    // The server finds a format in files that have it, and chooses its fastest kernel.
    ...(quantization && QUANTIZATIONS[quantization].atLoad ? [`--quantization=${quantization}`] : []),
    ...flags,
    // Its default ends open answers at once.
    `--shutdown-timeout=${idleSeconds}`,
    // A stream without tokens gets comments, so that no load balancer closes it.
    `--sse-keep-alive-interval=${formulas.number("max(1, floor({seconds} / 3))", { seconds: idleSeconds })}`,
    "--disable-fastapi-docs",
  ];
}

/** Caches of compiled kernels, of the configuration and of the tokenizer are below the home of the user. */
function variables({ region, startupSeconds, weights, idleSeconds }: LlmServerProps) {
  return {
    ...VLLM.offline,
    VLLM_HTTP_TIMEOUT_KEEP_ALIVE: String(keptSeconds(idleSeconds)),
    AWS_DEFAULT_REGION: region,
    AWS_REGION: region,
    HOME: CONTAINER_FOLDERS.models,
    USER: "vllm",
    VLLM_ENGINE_READY_TIMEOUT_S: String(probedSeconds(startupSeconds, weights)),
  } satisfies Record<(typeof VLLM.ofPod)[number], string> & Record<string, string>;
}
