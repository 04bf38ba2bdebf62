import { vllmCalls } from "../../../src/checks/network/vllm-calls";
import { calls } from "../../../src/checks/network/calls-of-vllm.json";
import { environmentPlan } from "../../support/altered";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { chat, chatPlan, jobWith, variablesOfChat, withArgument } from "../../support/vllm";

const found = (edit: Edit): string[] => newlyFound([vllmCalls], chatPlan(), edit);

const without = (name: string): Edit => variablesOfChat((data) => Reflect.deleteProperty(data, name));
const withValue = (name: string, value: string): Edit => variablesOfChat((data) => (data[name] = value));

test("ML-01 vllm-calls finds nothing at a language model of the file", () => {
  expect(foundBy(vllmCalls, environmentPlan(chatPlan()))).toEqual([]);
});

const PREVENTING = calls.flatMap(({ call, prevented }) => (prevented ? [[prevented, call] as const] : []));

test.each(PREVENTING.map(([{ variable, value }, call]) => [variable, value, call] as const))(
  "ML-01 vllm-calls finds a model without %s",
  (variable, value, call) => {
    const expected = `deployment chat: container chat calls ${call}: set ${variable}=${value}`;
    expect(found(without(variable))).toEqual([expect.stringContaining(expected)]);
    expect(found(withValue(variable, "0"))).toEqual(
      variable === "FLASHINFER_NO_DOWNLOAD" ? [] : [expect.stringContaining(expected)],
    );
    expect(found(withValue(variable, ""))).toEqual([expect.stringContaining(expected)]);
  },
);

test("ML-01 another variable prevents the same call", () => {
  const other: Edit = variablesOfChat((data) => {
    delete data["VLLM_NO_USAGE_STATS"];
    data["DO_NOT_TRACK"] = "1";
  });
  expect(found(other)).toEqual([]);
});

test("ML-01 the first of two variables decides, so both must prevent the call", () => {
  const both = variablesOfChat((data) =>
    Object.assign(data, { HF_HUB_OFFLINE: "0", TRANSFORMERS_OFFLINE: "1" }),
  );
  expect(found(both)).toEqual([expect.stringContaining("set HF_HUB_OFFLINE=1")]);
});

test.each(["AWS_REGION", "AWS_DEFAULT_REGION"])("ML-01 vllm-calls finds another region in %s", (name) => {
  const expected = expect.stringContaining(
    `${name}: set ap-southeast-1, the region of its bucket`,
  ) as unknown;
  expect(found(without(name))).toEqual([expected]);
  expect(found(withValue(name, "us-east-1"))).toEqual([expected]);
});

test.each<readonly [string, Edit, string]>([
  [
    "code of the repository of a model",
    withArgument("--disable-fastapi-docs", "--trust-remote-code"),
    "calls code of the repository of the model, which calls as it likes: remove --trust-remote-code",
  ],
  [
    "traces",
    withArgument("--disable-fastapi-docs", "--otlp-traces-endpoint=http://collector:4317"),
    "remove --otlp-traces-endpoint",
  ],
  ["ModelScope", withValue("VLLM_USE_MODELSCOPE", "true"), "calls modelscope.cn: remove VLLM_USE_MODELSCOPE"],
  [
    "another endpoint",
    withValue("AWS_ENDPOINT_URL_S3", "https://storage.example.com"),
    "calls another endpoint of S3: remove AWS_ENDPOINT_URL_S3",
  ],
  [
    "a model of a hub",
    chat((each) => (each["args"][0] = "meta-llama/Llama-3.1-8B")),
    "its model meta-llama/Llama-3.1-8B is a name of a hub, expected s3:// or a path",
  ],
  ["no model", chat((each) => each["args"].shift()), "its model Qwen/Qwen3-0.6B is a name of a hub"],
  [
    "a tokenizer of a hub",
    withArgument("--disable-fastapi-docs", "--tokenizer=meta-llama/Llama-3.1-8B"),
    "its --tokenizer meta-llama/Llama-3.1-8B is a name of a hub",
  ],
  [
    "a variable from a Secret",
    chat((each) => {
      each["env"] = [
        { name: "HF_HUB_OFFLINE", value_from: { secret_key_ref: { name: "keys", key: "offline" } } },
      ];
    }),
    "set HF_HUB_OFFLINE=1",
  ],
])("ML-01 vllm-calls finds %s", (_, edit, problem) => {
  expect(found(edit)).toEqual([expect.stringContaining(problem)]);
});

test("ML-01 vllm-calls accepts what turns a call off", () => {
  expect(found(withArgument("--disable-fastapi-docs", "--no-trust-remote-code"))).toEqual([]);
  expect(found(withValue("VLLM_USE_MODELSCOPE", "0"))).toEqual([]);
});

test("ML-01 vllm-calls finds each call of a Job that the policies of models do not select", () => {
  const [line = "", ...others] = found(
    jobWith({ env_from: [], args: ["/models/chat", "--served-model-name=chat"] }),
  );
  expect(others).toEqual([]);
  expect(line).toContain("job batch: container chat calls usage statistics");
  expect(line).not.toContain("AWS_EC2_METADATA_DISABLED");
});

test.each<readonly [string, Edit]>([
  [
    "no policy selects its pods",
    ({ models }) => {
      models.resource.kubernetes_network_policy_v1 = {};
    },
  ],
  [
    "a policy opens the internet",
    ({ models }) => {
      models.resource.kubernetes_network_policy_v1.all_models.spec.egress.push({
        to: [{ ip_block: { cidr: "0.0.0.0/0" } }],
      });
    },
  ],
  [
    "a policy opens a host of the internet",
    ({ models }) => {
      models.resource.kubernetes_network_policy_v1.all_models.spec.egress.push({
        to: [{ ip_block: { cidr: "13.33.0.0/16" } }],
      });
    },
  ],
  [
    "a policy names no peers",
    ({ models }) => {
      models.resource.kubernetes_network_policy_v1.all_models.spec.egress.push({
        ports: [{ port: "443", protocol: "TCP" }],
      });
    },
  ],
])("ML-01 vllm-calls finds requests of clients for addresses where %s", (_, edit) => {
  expect(found(edit)).toEqual([
    expect.stringContaining(
      "container chat calls pictures, sound and video by their address in a request, and its redirects: let no network policy of its pods open the internet",
    ),
  ]);
});
