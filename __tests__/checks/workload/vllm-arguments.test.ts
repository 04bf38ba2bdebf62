import { ownBlockNotJudged } from "../../../src/checks/terraform/own-block-not-judged";
import { vllmArguments } from "../../../src/checks/workload/vllm-arguments";
import { altered, type Editable, environmentPlan } from "../../support/altered";
import { type Edit, foundBy, newlyFound, within } from "../../support/findings";
import { kservePlan } from "../../support/kserve";
import { environmentWithOwnFile } from "../../support/own-stacks";
import {
  chat,
  chatPlan,
  chatStated,
  jobWith,
  podOfChat,
  variablesOfChat,
  withArgument,
} from "../../support/vllm";
import { container } from "./edits";

const found = (edit: Edit): string[] => newlyFound([vllmArguments], chatPlan(), edit);

const env = (...variables: readonly object[]): Edit => chat((each) => (each["env"] = variables));

test("ML-01 vllm-arguments finds nothing at a language model of the file", () => {
  expect(foundBy(vllmArguments, environmentPlan(chatPlan()))).toEqual([]);
});

test.each<readonly [string, Edit, string]>([
  [
    "an unknown flag",
    withArgument("--max-model-len", "--max-model-length=8192"),
    "deployment chat: container chat: --max-model-length is no flag of vLLM 0.33.0; did you mean --max-model-len?",
  ],
  [
    "a wrong value",
    withArgument("--tensor-parallel-size", "--tensor-parallel-size=two"),
    "--tensor-parallel-size takes a whole number, and not two",
  ],
  [
    "a deprecated flag",
    withArgument("--disable-fastapi-docs", "--disable-cascade-attn"),
    "--disable-cascade-attn is deprecated in vLLM 0.33.0",
  ],
  [
    "a flag twice",
    withArgument("--disable-fastapi-docs", "--max-model-len=4096"),
    "--max-model-len is stated twice, and the last one counts",
  ],
  [
    "an unknown variable in its ConfigMap",
    variablesOfChat((data) => (data["VLLM_NO_USAGE_STAT"] = "1")),
    "VLLM_NO_USAGE_STAT is no variable of vLLM 0.33.0; did you mean VLLM_NO_USAGE_STATS?",
  ],
  [
    "an unknown variable of the container",
    env({ name: "VLLM_USE_V7", value: "1" }),
    "VLLM_USE_V7 is no variable of vLLM 0.33.0",
  ],
  [
    "a variable twice in its list",
    env({ name: "LOG", value: "1" }, { name: "LOG", value: "2" }),
    "LOG is stated twice, and the last one counts",
  ],
  [
    "a variable in its list and in its ConfigMap",
    env({ name: "HF_HUB_OFFLINE", value: "0" }),
    "HF_HUB_OFFLINE is stated twice, and the last one counts",
  ],
  [
    "a wrong flag after the words of the command",
    chat((each) => {
      each["command"] = ["vllm"];
      each["args"] = ["serve", "s3://bucket/chat", "--swap-space=4"];
    }),
    "--swap-space is no flag of vLLM 0.33.0",
  ],
  [
    "a wrong flag of the module",
    chat((each) => {
      each["command"] = ["python3", "-m", "vllm.entrypoints.openai.api_server", "--swap-space=4"];
      each["args"] = [];
    }),
    "--swap-space is no flag of vLLM 0.33.0",
  ],
  [
    "a wrong value from a variable",
    chat((each) => {
      each["env"] = [{ name: "LENGTH", value: "long" }];
      each["args"] = [
        ...each["args"].filter((one: string) => !one.startsWith("--max")),
        "--max-model-len=$(LENGTH)",
      ];
    }),
    "--max-model-len takes a whole number, and not long",
  ],
  [
    "a Job",
    jobWith({ args: ["s3://bucket/chat", "--swap-space=4"], image: "vllm/vllm-openai:v0.33.0" }),
    "job batch: container chat: --swap-space",
  ],
  [
    "a container beside the main one",
    podOfChat((spec) => {
      spec["container"].push({
        ...spec["container"][0],
        name: "second",
        args: ["s3://bucket/a", "--swap-space=4"],
        image: "registry.example.com/vllm/vllm-openai:v0.33.0-cu129",
      });
    }),
    "container second: --swap-space",
  ],
])("ML-01 vllm-arguments finds %s", (_, edit, problem) => {
  expect(found(edit)).toEqual([expect.stringContaining(problem)]);
});

test.each<readonly [string, Edit, string]>([
  [
    "arguments in a shell",
    chat((each) => {
      each["command"] = ["/bin/sh", "-c"];
      each["args"] = ["exec vllm serve s3://bucket/chat --swap-space=4"];
    }),
    "not judged: container chat: arguments in a shell",
  ],
  [
    "another command of vLLM",
    chat((each) => (each["command"] = ["vllm", "run-batch"])),
    "not judged: container chat: arguments of vllm run-batch",
  ],
  [
    "a program in front of vLLM",
    chat((each) => (each["command"] = ["/usr/bin/tini", "--", "vllm", "serve"])),
    "not judged: container chat: arguments of /usr/bin/tini",
  ],
  [
    "another version",
    chat((each) => (each["image"] = "registry.example.com/vllm/vllm-openai:v0.32.1")),
    "not judged: container chat: arguments, variables, calls and folders of registry.example.com/vllm/vllm-openai:v0.32.1, since the facts are those of vLLM 0.33.0",
  ],
  [
    "a release candidate",
    chat((each) => (each["image"] = "registry.example.com/vllm/vllm-openai:v0.33.0rc1")),
    "not judged: container chat: arguments, variables, calls and folders of registry.example.com/vllm/vllm-openai:v0.33.0rc1",
  ],
  [
    "variables of a Secret",
    chat((each) => each["env_from"].push({ secret_ref: { name: "keys" } })),
    "not judged: container chat: variables of Secret keys",
  ],
  [
    "variables of a ConfigMap that no stack has",
    chat((each) => each["env_from"].push({ config_map_ref: { name: "others" } })),
    "not judged: container chat: variables of ConfigMap others",
  ],
  [
    "an argument from a variable whose value is in a Secret",
    chat((each) => {
      each["env"] = [{ name: "KEY", value_from: { secret_key_ref: { name: "keys", key: "key" } } }];
      each["args"].push("--api-key=$(KEY)");
    }),
    "not judged: container chat: argument --api-key=$(KEY)",
  ],
  [
    "an argument that is known after the apply",
    chat((each) => each["args"].push("--chat-template=${aws_s3_object.template.version_id}")),
    "not judged: container chat: argument --chat-template=",
  ],
  [
    "arguments in a file",
    withArgument("--disable-fastapi-docs", "--config=/etc/vllm/config.yaml"),
    "not judged: container chat: arguments in the file of --config",
  ],
])("ML-01 vllm-arguments says that it does not judge %s", (_, edit, problem) => {
  const lines = found(edit);
  expect(lines).toContainEqual(expect.stringContaining(problem));
  expect(lines.filter((line) => !line.includes("not judged"))).toEqual([]);
});

test("ML-01 vllm-arguments judges no other server, whose flags are its own", () => {
  const other = container((each) => {
    each["args"] = ["--swap-space=4", "--port=8080"];
    each["env"] = [{ name: "VLLM_URL", value: "http://chat" }];
  });
  expect(newlyFound([vllmArguments], "ml-inference-prod", other)).toEqual([]);
  const command = chat((each) => (each["command"] = ["python3", "-m", "sglang.launch_server"]));
  expect(found(command)).toEqual([]);
});

const SERVE = {
  name: "kserve-container",
  image: "vllm/vllm-openai:v0.33.0",
  args: ["/mnt/models", "--swap-space=4"],
};

test("ML-01 vllm-arguments judges the server of an InferenceService", () => {
  const edit: Edit = ({ models }) => {
    within(models.resource.helm_release.fraud_detection_inference.values, "0", ({ resources }) => {
      for (const each of resources as Editable[])
        if (each["kind"] === "InferenceService") Object.assign(each["spec"].predictor.containers[0], SERVE);
    });
  };
  expect(newlyFound([vllmArguments], kservePlan(), edit)).toEqual([
    expect.stringContaining("container kserve-container: --swap-space is no flag of vLLM 0.33.0"),
  ]);
});

test("ML-01 vllm-arguments judges pods of own files", () => {
  const cronJob = `
resource "kubernetes_cron_job_v1" "batch" {
  metadata {
    name      = "batch"
    namespace = "models"
  }
  spec {
    schedule = "0 2 * * *"
    job_template {
      metadata {}
      spec {
        template {
          metadata {}
          spec {
            container {
              name    = "batch"
              image   = "vllm/vllm-openai:v0.33.0"
              command = ["vllm", "serve", "s3://bucket/chat", "--swap-space=4"]
              env {
                name  = "VLLM_USE_V7"
                value = "1"
              }
            }
          }
        }
      }
    }
  }
}`;
  const manifest = `
resource "kubernetes_manifest" "batch" {
  manifest = {
    apiVersion = "v1"
    kind       = "Pod"
    metadata   = { name = "batch", namespace = "models" }
    spec       = { containers = [{ name = "batch", image = "vllm/vllm-openai:v0.33.0", args = ["s3://bucket/chat", "--swap-space=4"] }] }
  }
}`;
  const planOf = (text: string) => environmentWithOwnFile("ml-inference-prod", "models", text);
  expect(foundBy(vllmArguments, planOf(cronJob))).toEqual([
    expect.stringMatching(
      /cron job batch: container batch: --swap-space is no flag .*; container batch: VLLM_USE_V7 is no variable/,
    ),
  ]);
  // No check reads an object of any kind, which this says.
  expect(foundBy(vllmArguments, planOf(manifest))).toEqual([]);
  expect(foundBy(ownBlockNotJudged, planOf(manifest))).toEqual([
    expect.stringContaining("kubernetes_manifest.batch"),
  ]);
});

test.each(["v0.32.1", "v0.33.0rc1", "v0.11.0"])(
  "ML-01 vllm-arguments finds a language model of the file with %s, whose flags are those of another version",
  (tag) => {
    const image = `registry.example.com/retail/chat:${tag}`;
    const plan = altered(
      chatPlan(),
      chat((each) => (each["image"] = image)),
    );
    expect(foundBy(vllmArguments, plan, { statedOf: chatStated })).toEqual([
      expect.stringContaining(
        `container chat: kind: llm gives it the arguments of vLLM 0.33.0, and ${image} has ${tag}`,
      ),
    ]);
  },
);
