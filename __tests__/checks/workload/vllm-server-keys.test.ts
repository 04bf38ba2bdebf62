import { vllmArguments } from "../../../src/checks/workload/vllm-arguments";
import { vllmFolders } from "../../../src/checks/workload/vllm-folders";
import { vllmValues } from "../../../src/checks/workload/vllm-values";
import { serverOptions } from "../../../src/checks/ports/server-options";
import { statedIn } from "../../../src/infrastructure/stated";
import { altered } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { type Edit, foundBy } from "../../support/findings";
import { CHAT, onGpus } from "../../support/llm";
import { settingsFor } from "../../support/recorded-causes";
import { chat, podOfChat, withArgument } from "../../support/vllm";

const ENVIRONMENT = "retail-forecast";
const KEYS = {
  adapters: { folders: { sql: "adapters/sql/", support: "adapters/support/" }, rank: 32 },
  chatTemplate: "templates/tools.jinja",
  cpuCacheGiB: 4,
  speculative: { tokens: 4, draft: { model: "qwen3-0.6b", folder: "draft/" } },
  extraArguments: ["--max-logprobs=5"],
};

const nothing: Edit = () => undefined;

function foundIn(llm: object, edit: Edit = nothing, check = vllmValues): string[] {
  const served = { model: "qwen3-8b", maxLength: 8192, ...llm };
  const weights = { sizeGiB: 20, mode: "mount", mibPerSecond: 500 };
  const change = { ...onGpus("g6e.xlarge"), models: [{ ...CHAT, weights, llm: served }] };
  const stated = statedIn(settingsFor(configWith(ENVIRONMENT, change)));
  return foundBy(check, altered(planWith(ENVIRONMENT, change), edit), { statedOf: () => stated });
}

test.each([vllmValues, vllmArguments, vllmFolders, serverOptions])(
  "keys of the server are right in the output, and nothing of them is left unjudged (%#)",
  (check) => {
    expect(foundIn(KEYS, nothing, check)).toEqual([]);
  },
);

test("more adapters than there is memory for are found in the output", () => {
  const [found = ""] = foundIn(KEYS, withArgument("--max-loras", "--max-loras=16"));
  expect(found).toContain("of memory, expected at least");
  const rank = foundIn(KEYS, (stacks) => {
    withArgument("--max-loras", "--max-loras=16")(stacks);
    withArgument("--max-lora-rank", "--max-lora-rank=512")(stacks);
  });
  expect(rank.join()).toMatch(/on a g6e.xlarge: each L40S has .* of adapters and the reserve/);
});

test.each<readonly [string, Edit, string]>([
  [
    "an adapter in a folder that no volume has",
    withArgument("sql=", "--disable-uvicorn-access-log", "--chat-template=/etc/other.jinja"),
    "reads /etc/other.jinja, and no volume is there",
  ],
  [
    "an adapter with the name of the model",
    withArgument("--served-model-name", "--served-model-name=sql"),
    "answers to sql twice: rename the adapter",
  ],
])("%s is found in the output", (_name, edit, expected) => {
  expect(foundIn(KEYS, edit).join("\n")).toContain(expected);
});

test("a draft model counts with the sizes of the file, and another one is named as not judged", () => {
  const other =
    '--speculative-config={"method":"eagle3","model":"/mnt/weights/draft/","num_speculative_tokens":4}';
  expect(
    foundIn(
      {},
      chat((container) => (container["args"] as string[]).push(other)),
    ).join("\n"),
  ).toContain("--speculative-config");
});

test("a cache on the CPU needs as much shared memory", () => {
  const found = foundIn(KEYS, withArgument("--kv-offloading-size", "--kv-offloading-size=64"), vllmFolders);
  expect(found.join("\n")).toContain("expected at least 65536Mi for the queues of its workers and its cache");
});

test("an unknown extra argument, or one with a value of another kind, is found", () => {
  const of = (flag: string) => foundIn({ extraArguments: [flag] }, nothing, vllmArguments).join("\n");
  expect(of("--max-logprob=5")).toContain(
    "--max-logprob is no flag of vLLM 0.33.0; did you mean --max-logprobs?",
  );
  expect(of("--max-logprobs=five")).toContain("--max-logprobs takes a whole number, and not five");
});

test("a pod without the volume of the weights has no adapters", () => {
  const found = foundIn(
    KEYS,
    podOfChat((spec) => {
      const [container] = spec["container"] as { volume_mount: { mount_path: string }[] }[];
      if (!container) throw new Error("no container");
      container.volume_mount = container.volume_mount.filter(
        ({ mount_path }) => mount_path !== "/mnt/weights",
      );
    }),
  );
  expect(found.join("\n")).toContain("reads /mnt/weights/adapters/sql/, and no volume is there");
});
