import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workFolder } from "../../support/published-output";
import { type HandedOver, handedOver, jsonOf } from "../handed-over";

const VALUES = "models/language-models.tfvars";
let given: HandedOver;

beforeAll(async () => {
  given = await handedOver("language-models", "hcl", {
    cluster: {
      nodeGroups: {
        general: { instanceTypes: ["m6i.xlarge"], maxPerZone: 3 },
        chat: null,
        large: null,
        gpu: { instanceTypes: ["g6.xlarge"], diskGiB: 200, maxPerZone: 2 },
      },
    },
    components: { keda: null },
    models: [
      {
        name: "chat",
        kind: "llm",
        llm: { model: "llama-3.1-8b", maxLength: 8192 },
        image: { tag: "v0.33.0" },
        nodeGroup: "gpu",
      },
    ],
  });
});

interface Found {
  readonly check: string;
  readonly severity: string;
  readonly message: string;
}

/** Errors of a hand-over whose owner sets another value for the model, without those of synth's rules. */
function errorsWith(name: string, value: string): string[] {
  const folder = join(workFolder("language-models"), "module");
  cpSync(given.module, folder, { recursive: true });
  const text = readFileSync(join(folder, VALUES), "utf8");
  const changed = text.replace(new RegExp(`^(\\s+${name} += ).*$`, "m"), `$1${value}`);
  if (changed === text) throw new Error(`no ${name}`);
  writeFileSync(join(folder, VALUES), changed);
  return (jsonOf("check", "--module", folder)["findings"] as Found[])
    .filter(({ severity, check }) => severity === "error" && check !== "settings-allowed")
    .map(({ check, message }) => `${check}: ${message}`);
}

test("a hand-over of a language model has no error", () => {
  const findings = jsonOf("check", "--module", given.module)["findings"] as Found[];
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
});

test.each([
  ["a longer sequence than its GPU holds", "llm_max_length", "131072", "at most 22,880 tokens fit"],
  [
    "a longer sequence than the context",
    "llm_max_length",
    "2000000",
    "are more than the 131,072 of the model",
  ],
  ["GPUs that the server does not use", "gpus", "3", "uses 1 GPUs, and the container has 3"],
  ["a small folder for kernels", "model_cache_mib", "64", "has 64Mi, expected at least 4096Mi"],
  ["little memory", "memory_request", '"4Gi"', "requests 4096Mi of memory, expected at least 10240Mi"],
  ["another version of the server", "image_tag", '"v0.11.0"', "the arguments of vLLM 0.33.0"],
])("an owner who sets %s gets an error by the modules alone", (_, name, value, message) => {
  expect(errorsWith(name, value)).toContainEqual(expect.stringContaining(message));
});

test("an owner may run the server as another user", () => {
  expect(errorsWith("run_as_user", "10001")).toEqual([]);
});
