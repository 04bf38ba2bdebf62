/**
 * Folders that the image of vLLM writes to, by variable, and its users. Sources: vLLM 0.33.0 (commit 4ba787ec9) with `docker/Dockerfile`, and the
 * packages of `requirements/cuda.txt` and `common.txt` at their versions there (read 2026-11-28).
 */
export interface WrittenFolder {
  /** The variable that names it. */
  readonly variable: string;
  /** The folder without the variable. A name in braces is another variable. */
  readonly otherwise: string;
  readonly files: string;
  readonly source: string;
}

/** Variables that others begin with. */
export const BASES: Readonly<Record<string, string>> = {
  XDG_CACHE_HOME: "{HOME}/.cache",
  XDG_CONFIG_HOME: "{HOME}/.config",
  TMPDIR: "/tmp",
  TRITON_HOME: "{HOME}",
  HF_HOME: "{XDG_CACHE_HOME}/huggingface",
};

export const WRITTEN_FOLDERS: readonly WrittenFolder[] = [
  {
    variable: "VLLM_CACHE_ROOT",
    otherwise: "{XDG_CACHE_HOME}/vllm",
    files: "compiled graphs and kernels",
    source: "vllm/envs.py, compilation/backends.py and compiler_interface.py, utils/deep_gemm.py",
  },
  {
    variable: "VLLM_ASSETS_CACHE",
    otherwise: "{XDG_CACHE_HOME}/vllm/assets",
    files: "configuration and tokenizer of a model in S3",
    source: "vllm/envs.py, transformers_utils/runai_utils.py",
  },
  {
    variable: "VLLM_CONFIG_ROOT",
    otherwise: "{XDG_CONFIG_HOME}/vllm",
    files: "settings",
    source: "vllm/envs.py, usage/usage_lib.py",
  },
  {
    variable: "VLLM_RPC_BASE_PATH",
    otherwise: "{TMPDIR}",
    files: "sockets of its processes",
    source: "vllm/envs.py",
  },
  {
    variable: "PROMETHEUS_MULTIPROC_DIR",
    otherwise: "{TMPDIR}",
    files: "metrics of its processes",
    source: "vllm/v1/metrics/prometheus.py",
  },
  {
    variable: "HF_MODULES_CACHE",
    otherwise: "{HF_HOME}/modules",
    files: "modules of transformers",
    source: "transformers 5.24.0, utils/hub.py and dynamic_module_utils.py",
  },
  {
    variable: "HF_HUB_CACHE",
    otherwise: "{HF_HOME}/hub",
    files: "locks of files",
    source: "huggingface_hub 2.4.0, constants.py",
  },
  {
    variable: "FLASHINFER_WORKSPACE_BASE",
    otherwise: "{HOME}",
    files: "kernels that FlashInfer compiles",
    source: "flashinfer-python 0.7.2.post1, flashinfer/jit/env.py",
  },
  {
    variable: "TRITON_CACHE_DIR",
    otherwise: "{TRITON_HOME}/.triton/cache",
    files: "kernels of Triton",
    source: "Triton, python/triton/knobs.py",
  },
  {
    variable: "TORCHINDUCTOR_CACHE_DIR",
    otherwise: "{TMPDIR}",
    files: "kernels of PyTorch",
    source: "vllm/snapshot/runtime.py, compilation/compiler_interface.py",
  },
  {
    variable: "OUTLINES_CACHE_DIR",
    otherwise: "{XDG_CACHE_HOME}/outlines",
    files: "grammars",
    source: "vllm/v1/structured_output/utils.py",
  },
  {
    variable: "NUMBA_CACHE_DIR",
    otherwise: "{XDG_CACHE_HOME}/numba",
    files: "code of Numba",
    source: "vllm/transformers_utils/processors/kimi_k25_vision_fused.py; Numba, core/caching.py",
  },
  {
    variable: "CUDA_CACHE_PATH",
    otherwise: "{HOME}/.nv/ComputeCache",
    files: "code that the driver compiles",
    source: "CUDA C++ Programming Guide, CUDA environment variables",
  },
  {
    variable: "TILELANG_CACHE_DIR",
    otherwise: "{HOME}/.tilelang/cache",
    files: "kernels of TileLang",
    source: "tilelang 0.1.12, env.py",
  },
  {
    variable: "TVM_FFI_CACHE_DIR",
    otherwise: "{HOME}/.cache/tvm-ffi",
    files: "modules of TVM FFI",
    source: "apache-tvm-ffi 0.1.11, cpp/extension.py",
  },
  {
    variable: "HUMMING_CACHE_DIR",
    otherwise: "{HOME}/.humming/cache",
    files: "kernels of Humming",
    source: "humming-kernels 0.1.19, utils/jit.py",
  },
  {
    variable: "HUMMING_TMP_DIR",
    otherwise: "{HOME}/.humming/tmp",
    files: "sources of kernels of Humming",
    source: "humming-kernels 0.1.19, utils/jit.py",
  },
  {
    variable: "QUACK_CACHE_DIR",
    otherwise: "{TMPDIR}",
    files: "kernels of QuACK",
    source: "quack-kernels 0.6.5, cache/jit.py",
  },
];

/**
 * Folder of the shared memory of processes. Runtimes of containers give it 64 MiB; vLLM asks for more (docs/deployment/docker.md).
 */
export const SHARED_MEMORY = "/dev/shm";

/** Homes of the users with an entry in /etc/passwd of the image (docker/Dockerfile: `useradd --uid 2000`). */
export const HOMES: ReadonlyMap<number, string> = new Map([
  [0, "/root"],
  [2000, "/home/vllm"],
]);

/** Variables with the name of the user, which Python reads before /etc/passwd (its documentation, getpass.getuser). */
export const NAMES_OF_USER = ["LOGNAME", "USER", "LNAME", "USERNAME"] as const;
