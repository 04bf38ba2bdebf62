import { vllmFolders } from "../../../src/checks/workload/vllm-folders";
import { vllmValues } from "../../../src/checks/workload/vllm-values";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { type Edit, foundBy } from "../../support/findings";
import { CHAT, LARGE_CHAT, onGpus } from "../../support/llm";
import { settingsFor } from "../../support/recorded-causes";
import { chat, podOfChat, withArgument } from "../../support/vllm";

const ENVIRONMENT = "retail-forecast";

const nothing: Edit = () => undefined;

/** Findings on an environment with its record, after an edit of the stacks. */
function foundIn(change: object, edit: Edit = nothing, check = vllmValues): string[] {
  const stated = statedIn(settingsFor(configWith(ENVIRONMENT, change)));
  return foundBy(check, altered(planWith(ENVIRONMENT, change), edit), { statedOf: () => stated });
}

const SMALL = { ...onGpus("g6.xlarge"), models: [CHAT] };
const LARGE = { ...onGpus("g6e.48xlarge"), models: [LARGE_CHAT] };

/** A card of 72B with an odd width, as Qwen 2.5 has it. */
const ODD = {
  parameters: 72_706_203_648,
  layers: 80,
  attentionHeads: 64,
  kvHeads: 8,
  headSize: 128,
  hiddenSize: 8192,
  vocabulary: 152_064,
  feedForward: 29_568,
  context: 32_768,
};

/** The sizes of 30B of which 3B are active, as Qwen 3 has them. */
const EXPERTS = {
  layers: 48,
  attentionHeads: 32,
  kvHeads: 4,
  headSize: 128,
  hiddenSize: 2048,
  vocabulary: 151_936,
  context: 40_960,
};

const served = (type: string, llm: object) => ({ ...onGpus(type), models: [{ ...CHAT, llm }] });

const odd = (tensorParallel: number, quantization: string) =>
  served("g6e.48xlarge", { card: ODD, tensorParallel, quantization, maxLength: 8192 });

const experts = (type: string, tensorParallel: number) =>
  served(type, { model: "qwen3-30b-a3b", tensorParallel, quantization: "fp8", maxLength: 8192 });

/** vLLM by an image, with its arguments. */
const image = (type: string, ...args: readonly string[]) => ({
  ...onGpus(type),
  models: [
    {
      name: "chat",
      image: { tag: "v0.33.0" },
      nodeGroup: "gpu",
      gpus: 1,
      command: ["vllm", "serve"],
      arguments: args,
      runAsUser: 2000,
      port: 8000,
      healthPath: "/health",
      modelCacheMiB: 4096,
      tmpMiB: 1024,
      environment: { HOME: "/models", USER: "vllm" },
      replicas: { max: 2 },
    },
  ],
});

const onGroups =
  (edit: (group: Editable) => void): Edit =>
  ({ cluster }) => {
    for (const group of Object.values(cluster.resource.aws_eks_node_group)) {
      const { labels } = group as { labels: Record<string, string> };
      if (Object.values(labels).includes("gpu")) edit(group as Editable);
    }
  };

const ACCEPTED: readonly (readonly [title: string, change: object, edit?: Edit])[] = [
  ["an 8B model on one GPU", SMALL],
  ["a 70B model on eight GPUs", LARGE],
  ["a length that the server chooses", SMALL, withArgument("--max-model-len", "--max-model-len=auto")],
  ["a length with a suffix", SMALL, withArgument("--max-model-len", "--max-model-len=16k")],
  [
    "an odd width without a quantization",
    served("p5.48xlarge", { card: ODD, tensorParallel: 4, maxLength: 8192 }),
  ],
  [
    "shards of whole groups",
    served("g6e.12xlarge", {
      model: "llama-3.3-70b",
      tensorParallel: 4,
      quantization: "awq",
      maxLength: 8192,
    }),
  ],
  ["experts with blocks of 64 from a capability of 8.9 on", experts("g6.12xlarge", 4)],
  ["experts with whole blocks", experts("g5.12xlarge", 2)],
  [
    "experts whose width no table has",
    served("g6e.12xlarge", {
      card: { ...EXPERTS, feedForward: 8 * 704, parameters: 30_532_122_624 },
      tensorParallel: 4,
      quantization: "awq",
      maxLength: 8192,
    }),
  ],
  [
    "experts that a backend pads",
    experts("g5.12xlarge", 4),
    chat((container) => container["args"].push("--moe-backend=marlin")),
  ],
  [
    "a context beyond that of the model, as the variable allows",
    served("p5.48xlarge", { model: "llama-3.1-8b", maxLength: 8192 }),
    ({ models }) => {
      models.resource.kubernetes_config_map_v1.chat.data.VLLM_ALLOW_LONG_MAX_MODEL_LEN = "1";
      const [container] = models.resource.kubernetes_deployment_v1.chat.spec.template.spec.container;
      container.args = container.args.map((each: string) =>
        each.replace(/^(--max-model-len)=.*/, "$1=140000"),
      );
    },
  ],
];

test.each(ACCEPTED.map(([title, change, edit = nothing]) => ({ title, change, edit })))(
  "vllm-values accepts $title",
  ({ change, edit }) => {
    expect(foundIn(change, edit)).toEqual([]);
  },
);

test.each<readonly [title: string, change: object, edit: Edit, problem: string]>([
  [
    "a cache that does not fit",
    SMALL,
    withArgument("--max-model-len", "--max-model-len=131072"),
    "one sequence of 131,072 tokens takes 16.0 GiB of KV cache, and each L4 has 2.8",
  ],
  [
    "the context of the model, without a length",
    SMALL,
    withArgument("--max-model-len"),
    "one sequence of 131,072 tokens takes 16.0 GiB of KV cache",
  ],
  [
    "a length beyond the context",
    SMALL,
    withArgument("--max-model-len", "--max-model-len=2M"),
    "2,097,152 tokens are more than the 131,072 of the model's context",
  ],
  [
    "heads that GPUs cannot share",
    SMALL,
    withArgument("--tensor-parallel-size", "--tensor-parallel-size=3"),
    "32 attention heads / 3 GPUs = 10.7 heads",
  ],
  [
    "weights that do not fit",
    LARGE,
    withArgument("--tensor-parallel-size", "--tensor-parallel-size=2"),
    "the weights take 65.7",
  ],
  [
    "GPUs without work",
    LARGE,
    withArgument("--tensor-parallel-size", "--tensor-parallel-size=4"),
    "uses 4 GPUs, and the container has 8",
  ],
  [
    "a share of the memory that is too small",
    SMALL,
    chat((container) => container["args"].push("--gpu-memory-utilization=0.7")),
    "the weights take 15.0",
  ],
  [
    "a GPU without bfloat16",
    SMALL,
    onGroups((group) => (group["instance_types"] = ["g4dn.xlarge"])),
    "--dtype=bfloat16 needs a compute capability of 8.0, and a T4 (g4dn.xlarge) has 7.5",
  ],
  [
    "memory of the container",
    SMALL,
    chat((container) => {
      container["resources"].requests.memory = "4Gi";
      container["resources"].limits.memory = "4Gi";
    }),
    "requests 4096Mi of memory, expected at least 10240Mi",
  ],
  [
    "an autoscaler by CPU",
    SMALL,
    ({ models }) => {
      const [autoscaler] = Object.values(models.resource.kubernetes_horizontal_pod_autoscaler_v2);
      (autoscaler as Editable)["spec"].max_replicas = 4;
    },
    "its autoscaler follows the CPU, which the server uses without a request; set replicas.max to replicas.min, or serve it by kind: llm with components.keda",
  ],
  ["a split group of AWQ", odd(4, "awq"), nothing, "29568 / 4 GPUs = 7392"],
  ["a split group of GPTQ", odd(8, "gptq"), nothing, "29568 / 8 GPUs = 3696"],
  [
    "a split block of FP8 below a capability of 8.9",
    experts("g5.12xlarge", 4),
    nothing,
    "768 / 4 GPUs = 192 of an expert leave blocks of 64, for which no kernel runs on A10G GPUs",
  ],
])("vllm-values finds %s", (_, change, edit, problem) => {
  expect(foundIn(change, edit)).toEqual([expect.stringContaining(problem)]);
});

/** Its own files. */
const PREFIX = /s3:\/\/[\w-]+\/chat\//.exec(planWith(ENVIRONMENT, SMALL).text("models"))?.[0] ?? "";
const OTHERS = PREFIX.replace("/chat/", "/llama/");

test.each<readonly [title: string, change: object, problem: string]>([
  ["the files of another model", image("g6.xlarge", OTHERS), `reads ${OTHERS}, which role`],
  [
    "bfloat16 on a T4",
    image("g4dn.xlarge", PREFIX, "--dtype=bfloat16"),
    "--dtype=bfloat16 needs a compute capability of 8.0, and a T4 (g4dn.xlarge) has 7.5",
  ],
  [
    "a cache of FP8 on a T4",
    image("g4dn.xlarge", PREFIX, "--kv-cache-dtype=fp8"),
    "--kv-cache-dtype=fp8 needs a compute capability of 8.0, and a T4 (g4dn.xlarge) has 7.5",
  ],
  [
    "a cache of FP8 for each token on an A10G",
    image("g5.xlarge", PREFIX, "--kv-cache-dtype=fp8_per_token_head"),
    "--kv-cache-dtype=fp8_per_token_head needs a compute capability of 8.9",
  ],
  [
    "MXFP4 on a T4",
    image("g4dn.xlarge", PREFIX, "--quantization=mxfp4"),
    "--quantization=mxfp4 needs a compute capability of 8.0",
  ],
])("vllm-values finds %s of vLLM by an image", (_, change, problem) => {
  expect(foundIn(change).filter((each) => !each.includes("not judged"))).toEqual([
    expect.stringContaining(problem),
  ]);
});

test("vllm-values says what it cannot judge", () => {
  expect(foundIn(image("g6.xlarge", PREFIX))).toEqual([
    expect.stringContaining(
      "not judged: container chat: memory of its GPUs (no file states the sizes of its model)",
    ),
  ]);
  expect(
    foundIn(
      SMALL,
      chat((container) => container["args"].push("--kv-cache-dtype=fp8")),
    ),
  ).toEqual([expect.stringContaining("not judged: container chat: memory of its GPUs (--kv-cache-dtype)")]);
});

test.each([
  ["/models", "64Mi", "4096Mi"],
  ["/tmp", "256Mi", "1024Mi"],
])("vllm-folders finds a volume at %s of %s", (path, size, least) => {
  const edit = podOfChat((spec) => {
    const [{ volume_mount: mounts }] = spec["container"];
    const { name } = mounts.find((each: Editable) => each["mount_path"] === path);
    spec["volume"].find((each: Editable) => each["name"] === name).empty_dir.size_limit = size;
  });
  expect(foundIn(SMALL, edit, vllmFolders)).toEqual([
    expect.stringContaining(`its volume at ${path} has ${size}, expected at least ${least}`),
  ]);
});
