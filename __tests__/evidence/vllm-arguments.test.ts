import fc from "fast-check";
import { readArguments } from "../../src/evidence/vllm-arguments";
import { VLLM_FACTS } from "../../src/evidence/vllm";

const OF_AN_8B_MODEL = [
  "s3://models/llama-3.1-8b/",
  "--served-model-name=llama",
  "--load-format=runai_streamer",
  '--model-loader-extra-config={"concurrency":16,"memory_limit":2147483648}',
  "--tensor-parallel-size=1",
  "--max-model-len=8192",
  "--dtype=bfloat16",
  "--shutdown-timeout=120",
  "--sse-keep-alive-interval=20",
  "--disable-fastapi-docs",
  "--port=8080",
];

test("arguments of a server have no problem", () => {
  expect(readArguments(OF_AN_8B_MODEL).problems).toEqual([]);
});

test.each([
  [
    ["--max-model-length=8192"],
    "--max-model-length is no flag of vLLM 0.33.0; did you mean --max-model-len?",
  ],
  [["--swap-space=4"], "--swap-space is no flag of vLLM 0.33.0"],
  [["--log-requests"], "--log-requests is no flag of vLLM 0.33.0"],
  [["--tensor-parallel"], "--tensor-parallel is no flag of vLLM 0.33.0"],
  [["--tensor-parallel-size=two"], "--tensor-parallel-size takes a whole number, and not two"],
  [["--tensor-parallel-size"], "--tensor-parallel-size takes a whole number, and has no value"],
  [["--max-model-len=8k", "--max-num-seqs=1K"], "--max-num-seqs takes a whole number, and not 1K"],
  [["--gpu-memory-utilization=high"], "--gpu-memory-utilization takes a number, and not high"],
  [["--dtype=int8"], "--dtype takes auto, bfloat16, float, float16, float32 or half, and not int8"],
  [["--enforce-eager=true"], "--enforce-eager takes no value, and not true"],
  [
    ["--model-loader-extra-config={concurrency:16}"],
    "--model-loader-extra-config takes JSON, and not {concurrency:16}",
  ],
  [["--load-format=s3"], "--load-format takes auto, dummy, fastsafetensors"],
  [["--disable-cascade-attn"], "--disable-cascade-attn is deprecated in vLLM 0.33.0"],
  [["first", "second"], "second is a second model"],
  [["--kv-cache-dtype=int8"], "--kv-cache-dtype takes auto, bfloat16"],
  [["--max-model-len=0"], "--max-model-len takes a whole number of at least 1, and not 0"],
  [["--max-num-seqs=0"], "--max-num-seqs takes a whole number of at least 1, and not 0"],
  [["--max-num-batched-tokens", "-1"], "--max-num-batched-tokens takes a whole number of at least 1"],
  [["--cpu-offload-gb=-1"], "--cpu-offload-gb takes a number of at least 0, and not -1"],
  [["-tp", "0"], "--tensor-parallel-size takes a whole number of at least 1, and not 0"],
  [
    ["--gpu-memory-utilization=0"],
    "--gpu-memory-utilization takes a number above 0 and at most 1, and not 0",
  ],
  [["--video-pruning-rate=1"], "--video-pruning-rate takes a number of at least 0 and below 1, and not 1"],
  [["--data-parallel-rpc-port=70000"], "of at least 1 and at most 65535, and not 70000"],
  [["--served-model-name="], "--served-model-name takes values, and has an empty one"],
  [["--served-model-name", "", "--port=8080"], "--served-model-name takes values, and has an empty one"],
])("%j: %s", (given, text) => {
  const problems = readArguments(given).problems;
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(text);
});

test.each([
  [["-tp", "8"]],
  [["-tp=8"]],
  [["--tensor_parallel_size", "8"]],
  [["--no-enable-prefix-caching"]],
  [["--disable-prefix-caching"]],
  [["--no-enforce-eager"]],
  [["--disable-log-requests"]],
  [["--compilation-config.cudagraph_mode", "NONE"]],
  [["--max-model-len=32K"]],
  [["--max-model-len=auto"]],
  [["--api-key", "a", "b", "--port", "8080"]],
  [["--hf-token"]],
  [["--max-model-len", "-1"]],
  [["--max-model-len=1"]],
  [["--max-num-batched-tokens=1k"]],
  [["--gpu-memory-utilization=1"]],
  [["--cpu-offload-gb=0"]],
  [["--served-model-name", "chat", "other"]],
])("the parser of vLLM accepts %j too", (given) => {
  expect(readArguments(given).problems).toEqual([]);
});

const flags = fc.constantFrom(...Object.keys(VLLM_FACTS.flags));

test("each flag of the extract is known in both spellings, and a letter more makes it unknown", () => {
  fc.assert(
    fc.property(flags, (flag) => {
      const unknown = (name: string): boolean =>
        readArguments([name]).problems.some((problem) => problem.includes("is no flag"));
      expect(unknown(flag)).toBe(false);
      expect(unknown(`--${flag.slice(2).replaceAll("-", "_")}`)).toBe(false);
      expect(unknown(`${flag}x`)).toBe(!Object.hasOwn(VLLM_FACTS.flags, `${flag}x`));
    }),
  );
});

test("the extract has the flags, series and routes that this project uses, and their date", () => {
  expect(Object.keys(VLLM_FACTS.flags).length).toBeGreaterThan(300);
  expect(VLLM_FACTS.released < VLLM_FACTS.read).toBe(true);
  expect(VLLM_FACTS.metrics["vllm:num_requests_waiting"]).toEqual({
    type: "gauge",
    labels: ["model_name", "engine"],
  });
  expect(VLLM_FACTS.metrics["vllm:kv_cache_usage_perc"]?.type).toBe("gauge");
  expect(VLLM_FACTS.metrics["vllm:time_to_first_token_seconds"]?.buckets).toContain(0.5);
  expect(VLLM_FACTS.metrics["http_requests_total"]?.labels).toContain("status");
  expect(VLLM_FACTS.routes["/health"]).toEqual(["GET"]);
  expect(VLLM_FACTS.routes["/v1/chat/completions"]).toEqual(["POST"]);
});

test("the extract has the variables that keep the server off other networks", () => {
  expect(VLLM_FACTS.variables).toEqual(
    expect.arrayContaining(["VLLM_NO_USAGE_STATS", "VLLM_CACHE_ROOT", "VLLM_ENGINE_READY_TIMEOUT_S"]),
  );
  expect(VLLM_FACTS.variables.filter((name) => !/^VLLM_[A-Z0-9_]+$/.test(name))).toEqual([]);
});

test("each series has a valid name and type, and buckets of a histogram ascend", () => {
  for (const [name, { type, buckets = [] }] of Object.entries(VLLM_FACTS.metrics)) {
    expect(name).toMatch(/^[a-z][a-z0-9_:]*$/);
    expect(["counter", "gauge", "histogram"]).toContain(type);
    if (type === "counter") expect(name).toMatch(/_total$/);
    expect(buckets).toEqual([...buckets].sort((one, other) => one - other));
  }
});

test.each([[["-O3"]], [["-O=3"]], [["-O", "3"]], [["--optimization-level", "3"]]])(
  "%j is the level of optimization",
  (given) => {
    const { problems, values } = readArguments(["model", ...given]);
    expect(problems).toEqual([]);
    expect(values.get("--optimization-level")).toBe("3");
  },
);

test.each([
  [["-O4"], "--optimization-level takes 0, 1, 2 or 3, and not 4"],
  [["-O.level=3"], "--optimization-level takes 0, 1, 2 or 3, and not .level=3"],
  [["-O", "--port=8000"], "-O is no flag of vLLM 0.33.0"],
])("%j is refused as the parser does: %s", (given, text) => {
  expect(readArguments(["model", ...given]).problems).toEqual([expect.stringContaining(text)]);
});
