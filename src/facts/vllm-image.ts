/** Workers and cache of a pod, for which it has shared memory. */
interface SharedMemory {
  readonly tensorParallel: number;
  readonly cpuCacheGiB?: number | undefined;
}

/**
 * The image of vLLM, as pods depend on it. Source: vLLM 0.33.0 (commit 4ba787ec9, 2026-11-02), `docker/Dockerfile`,
 * `vllm/envs.py`, `vllm/usage/usage_lib.py` and `vllm/entrypoints`; runai-model-streamer 0.16.1 and flashinfer-python
 * 0.7.2.post1 of PyPI (read 2026-11-28).
 */
export const VLLM = {
  /** Name of the public repository, without its owner. */
  repository: "vllm-openai",
  /** Port of the server without `--port` (`vllm/entrypoints/openai/cli_args.py`). */
  defaultPort: 8000,
  /** User with an entry in /etc/passwd. An id without one ended PyTorch before 2.13 (vllm issue 44548). */
  user: 2000,
  healthPath: "/health",
  /** Routes for clients. Others, such as /tokenize and /metrics, ask for no key of the API. */
  clientPath: "/v1",
  /**
   * Variables that keep the server off other networks. Its libraries ask the hub of Hugging Face for files and NVIDIA
   * for kernels, it sends statistics to stats.vllm.ai, and the AWS SDKs ask the metadata service of the node, which
   * pods do not reach. The streamer has credentials by the default chain of its SDK for C++.
   */
  offline: {
    AWS_EC2_METADATA_DISABLED: "true",
    FLASHINFER_NO_DOWNLOAD: "1",
    HF_HUB_OFFLINE: "1",
    RUNAI_STREAMER_NO_BOTO3_SESSION: "1",
    VLLM_NO_USAGE_STATS: "1",
  },
  /** Variables of a pod that the platform sets, beside those. */
  ofPod: ["AWS_DEFAULT_REGION", "AWS_REGION", "HOME", "USER", "VLLM_ENGINE_READY_TIMEOUT_S"],
  /** Volume of the shared memory of processes (`docs/deployment/k8s.md`). */
  sharedMemory: { name: "shm", path: "/dev/shm" },
  /**
   * Its size in MiB for some workers, which counts as memory of the container: queues of 160 MiB to all workers, of 24 among
   * them and of 240 of each (`v1/executor/multiproc_executor.py`, `distributed/parallel_state.py`, read 2026-12-01), and 1 GiB
   * for NCCL and PyTorch, a figure of this project; at least the 2 GiB of that page. A cache of prefixes on the CPU is a file
   * there (`v1/kv_offload/cpu/shared_offload_region.py`).
   */
  sharedMemoryMiB: ({ tensorParallel, cpuCacheGiB = 0 }: SharedMemory): number =>
    Math.max(2048, 1024 + 160 + 24 + tensorParallel * 240) + 1024 * cpuCacheGiB,
  /** Files beside those that the server reads: other formats of Mistral, as large again (`filter_duplicate_safetensors_files`). */
  unread: "consolidated*",
  /** Requests to S3 at once by each worker, as in `docs/models/extensions/runai_model_streamer.md` of vLLM. */
  streamConcurrency: 16,
  /**
   * Least sizes of writable folders, in MiB: temporary files of compilers; compiled kernels, tokenizer and
   * configuration below the home. Figures of this project of 2026-11-28, not measured.
   */
  writesMiB: { tmp: 1024, home: 4096 },
} as const;

/** The routes for clients after the name of a model, for several models on one host. */
export const rootedClientPath = (model: string): string => `/${model}${VLLM.clientPath}`;
