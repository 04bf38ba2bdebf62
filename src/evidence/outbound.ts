/**
 * Calls that the image of vLLM makes beside those of its clients and its bucket. Each was found in the source: vLLM 0.33.0 (commit 4ba787ec9),
 * flashinfer-python 0.7.2.post1, runai-model-streamer 0.15.7, 0.16.1 and 0.17.1, huggingface_hub 2.4.0, transformers 5.24.0, openai/oss-harmony by
 * its row in requirements/common.txt, PyTorch `torch/_inductor/config.py` and Triton `python/triton/knobs.py` (read 2026-11-28).
 *
 * These are none: `get_ip` of vLLM connects a UDP socket to 8.8.8.8 and sends nothing; the harmony vocabularies of gpt-oss are in their package;
 * vLLM tests whether NVIDIA's repository answers only without the package flashinfer-cubin, which the image has.
 */
export interface Outbound {
  /** The call and its host, in words of a message. */
  readonly call: string;
  /** A variable that prevents it, and its values. @default - none does */
  readonly prevented?: { readonly variable: string; readonly value: string; readonly accepts: RegExp };
  /** Variables that do the same. @default - none */
  readonly orVariables?: readonly string[];
  /** Flags with which alone it happens. @default - it does not depend on one */
  readonly flags?: readonly string[];
  /** Variables with which alone it happens, unless they are off. @default - it does not depend on one */
  readonly variables?: readonly string[];
  /** True if only a network policy refuses it: a request of a client causes it. @default false */
  readonly byNetwork?: boolean;
  /** True if it happens only with files in S3. @default false */
  readonly ofS3?: boolean;
  readonly source: string;
}

/** Values with which a variable of vLLM, PyTorch or Triton is off. */
export const OFF = /^(0|false|no|off)?$/i;

const IS_ONE = /^1$/;

export const OUTBOUND: readonly Outbound[] = [
  {
    call: "usage statistics to stats.vllm.ai",
    prevented: { variable: "VLLM_NO_USAGE_STATS", value: "1", accepts: IS_ONE },
    orVariables: ["VLLM_DO_NOT_TRACK", "DO_NOT_TRACK"],
    source: "vllm/usage/usage_lib.py, vllm/envs.py",
  },
  {
    call: "files and telemetry of huggingface.co",
    prevented: { variable: "HF_HUB_OFFLINE", value: "1", accepts: /^(1|on|yes|true)$/i },
    orVariables: ["TRANSFORMERS_OFFLINE"],
    source:
      "huggingface_hub/constants.py, utils/_http.py and utils/_telemetry.py; vllm/transformers_utils/repo_utils.py",
  },
  {
    call: "kernels of FlashInfer from edge.urm.nvidia.com",
    prevented: { variable: "FLASHINFER_NO_DOWNLOAD", value: "1", accepts: /./ },
    source: "flashinfer/jit/cubin_loader.py (get_artifact), flashinfer/jit/env.py (_get_cubin_dir)",
  },
  {
    call: "the metadata service of the node at 169.254.169.254",
    prevented: { variable: "AWS_EC2_METADATA_DISABLED", value: "true", accepts: /^true$/i },
    ofS3: true,
    source: "libstreamers3.so of runai-model-streamer-s3; botocore, utils.py (IMDSFetcher)",
  },
  {
    call: "a session of boto3, which the streamer opens by default before 0.16 and the image admits from 0.15.7",
    prevented: { variable: "RUNAI_STREAMER_NO_BOTO3_SESSION", value: "1", accepts: IS_ONE },
    ofS3: true,
    source: "runai_model_streamer_s3/credentials/credentials.py; vllm, docker/Dockerfile",
  },
  {
    call: "modelscope.cn",
    variables: ["VLLM_USE_MODELSCOPE"],
    source: "vllm/transformers_utils/__init__.py, vllm/envs.py",
  },
  {
    call: "code of the repository of the model, which calls as it likes",
    flags: ["--trust-remote-code"],
    source: "transformers/dynamic_module_utils.py; vllm/transformers_utils/config.py",
  },
  {
    call: "traces to a collector",
    flags: ["--otlp-traces-endpoint"],
    variables: ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"],
    source: "vllm/tracing/otel.py",
  },
  {
    call: "servers of tools",
    flags: ["--tool-server"],
    source: "vllm/entrypoints/mcp/tool_server.py",
  },
  {
    call: "a remote cache of compiled code",
    variables: [
      "TORCHINDUCTOR_FX_GRAPH_REMOTE_CACHE",
      "TORCHINDUCTOR_AUTOTUNE_REMOTE_CACHE",
      "TORCHINDUCTOR_BUNDLED_AUTOTUNE_REMOTE_CACHE",
      "TORCHINDUCTOR_AUTOGRAD_REMOTE_CACHE",
      "TRITON_CACHE_MANAGER",
      "TRITON_REMOTE_CACHE_BACKEND",
    ],
    source: "PyTorch, torch/_inductor/config.py; Triton, python/triton/knobs.py",
  },
  {
    call: "another endpoint of S3",
    variables: [
      "AWS_ENDPOINT_URL",
      "AWS_ENDPOINT_URL_S3",
      "AWS_ENDPOINT_URL_STS",
      "RUNAI_STREAMER_OVERRIDE_ENDPOINT_URL",
      "S3_ENDPOINT_URL",
    ],
    source:
      "libstreamer.so and libstreamers3.so of runai-model-streamer; vllm/envs.py; botocore, configprovider.py",
  },
  {
    call: "pictures, sound and video by their address in a request, and its redirects",
    byNetwork: true,
    source: "vllm/multimodal/media/connector.py, vllm/connections.py",
  },
];

/** Variables with the region of the SDK for C++ and of boto3, which otherwise call us-east-1. */
export const REGION_VARIABLES = ["AWS_REGION", "AWS_DEFAULT_REGION"] as const;

/** Flags that name files beside the model. A name is one of a hub; a path or an address of S3 is none. */
export const FILES_BY_FLAG = ["--tokenizer", "--hf-config-path"] as const;

/** The model without an argument (`vllm/entrypoints/cli/serve.py`). */
export const DEFAULT_MODEL = "Qwen/Qwen3-0.6B";
