import { VLLM_METRICS_PATH } from "../../../src/parts/alerts/model/server-of";
import { SERVER_METRICS } from "../../../src/environment/servers";
import { readArguments } from "../../../src/evidence/vllm-arguments";
import { VLLM_FACTS } from "../../../src/evidence/vllm";
import { asObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { CHAT, LARGE_CHAT, onGpus } from "../../support/llm";
import { at, config } from "../models-stack";

const planOf = (model: object, type: string) =>
  planWith("retail-forecast", { ...onGpus(type), models: [model] });
const spec = (model: object, type: string) =>
  at(config(planOf(model, type), "kubernetes_deployment_v1.chat"), "spec", "template", "spec");
const argumentsOf = (model: object, type: string) =>
  at(spec(model, type), "container", 0, "args") as string[];
const variables = (model: object, type: string) =>
  asObject(at(config(planOf(model, type), "kubernetes_config_map_v1.chat"), "data"));

const MODELS: readonly (readonly [string, object, string])[] = [
  ["an 8B model on one GPU", CHAT, "g6.xlarge"],
  ["a 70B model on eight GPUs", { ...LARGE_CHAT, paths: ["/chat/v1"] }, "g6e.48xlarge"],
  [
    "a model that the server converts to 8 bits",
    { ...CHAT, llm: { model: "qwen3-14b", maxLength: 8192, quantization: "fp8_per_tensor" } },
    "g6e.xlarge",
  ],
];

test.each(MODELS)("ML-01 the parser of vLLM accepts the arguments of %s", (_, model, type) => {
  expect(readArguments(argumentsOf(model, type)).problems).toEqual([]);
});

test("ML-01 the arguments of an 8B model name the files, the name of clients, sizes and times", () => {
  expect(argumentsOf(CHAT, "g6.xlarge")).toEqual([
    expect.stringMatching(/^s3:\/\/[a-z0-9-]+\/chat\/$/),
    "--served-model-name=chat",
    "--port=8080",
    "--load-format=runai_streamer",
    '--model-loader-extra-config={"concurrency":16,"memory_limit":2147483648}',
    "--tensor-parallel-size=1",
    "--max-model-len=8192",
    "--dtype=bfloat16",
    "--shutdown-timeout=60",
    "--sse-keep-alive-interval=20",
    "--disable-fastapi-docs",
  ]);
});

test("ML-01 a model whose paths begin with its name answers there, so several models share a host", () => {
  const root = (paths: readonly string[]) =>
    argumentsOf({ ...CHAT, paths }, "g6.xlarge").filter((each) => each.startsWith("--root-path"));
  expect(root(["/chat/v1"])).toEqual(["--root-path=/chat"]);
  expect(root(["/v1", "/v1/models"])).toEqual([]);
});

test("ML-01 the server converts files of 16 bits, and takes a format from files that have it", () => {
  const quantized = (quantization: string) =>
    argumentsOf({ ...CHAT, llm: { model: "llama-3.1-8b", maxLength: 8192, quantization } }, "g6e.xlarge");
  expect(quantized("fp8_per_tensor")).toContain("--quantization=fp8_per_tensor");
  expect(quantized("awq").filter((each) => each.startsWith("--quantization"))).toEqual([]);
});

test("ML-01 the server reaches no hub and sends no statistics, and the user has a home", () => {
  expect(variables(CHAT, "g6.xlarge")).toMatchObject({
    FLASHINFER_NO_DOWNLOAD: "1",
    HF_HUB_OFFLINE: "1",
    VLLM_NO_USAGE_STATS: "1",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_REGION: "ap-southeast-1",
    HOME: "/models",
    USER: "vllm",
    VLLM_ENGINE_READY_TIMEOUT_S: "600",
  });
});

test("ML-01 the server knows each variable with the prefix of vLLM", () => {
  const own = Object.keys(variables(CHAT, "g6.xlarge")).filter((name) => name.startsWith("VLLM_"));
  expect(own.length).toBeGreaterThan(1);
  expect(own.filter((name) => !VLLM_FACTS.variables.includes(name))).toEqual([]);
});

test("ML-01 the pod has shared memory, GPUs and the user of the image", () => {
  const pod = spec(LARGE_CHAT, "g6e.48xlarge");
  expect(at(pod, "volume")).toContainEqual({
    name: "memory-shm",
    empty_dir: { medium: "Memory", size_limit: "3128Mi" },
  });
  expect(at(pod, "container", 0, "volume_mount")).toContainEqual({
    name: "memory-shm",
    mount_path: "/dev/shm",
  });
  expect(at(pod, "container", 0, "resources", "limits")).toMatchObject({
    "nvidia.com/gpu": "8",
    memory: "47Gi",
  });
  expect(at(pod, "security_context")).toMatchObject({ run_as_user: "2000" });
});

test("ML-01 series and paths of language models are those of the server", () => {
  const { path, duration, inFlight } = SERVER_METRICS.llm;
  expect(VLLM_FACTS.routes["/v1/chat/completions"]).toEqual(["POST"]);
  expect(VLLM_FACTS.routes["/health"]).toContain("GET");
  expect(path).toBe(VLLM_METRICS_PATH);
  expect(VLLM_FACTS.routes[VLLM_METRICS_PATH]).toEqual(["GET"]);
  expect(VLLM_FACTS.metrics[duration.metric]).toMatchObject({ type: "histogram", buckets: duration.buckets });
  expect(VLLM_FACTS.metrics[inFlight ?? ""]).toMatchObject({ type: "gauge" });
});

test("ML-01 sizes without kind: llm are an error of the file, and start no vLLM", () => {
  const { args } = at(spec({ ...CHAT, kind: "container" }, "g6.xlarge"), "container", 0) as {
    args?: unknown;
  };
  expect(args).toBeUndefined();
});
