import { texts as TEXTS } from "./texts.json";
import { memoryMiB } from "../../base/quantities";
import { podMemoryMiB } from "../../facts/memory";
import { type Serving } from "../../facts/serving";
import { VLLM, rootedClientPath } from "../../facts/vllm-image";
import { type EnvironmentConfig } from "../schema";
import { type KeyProblem, when } from "./key-problem";
import { llmKeyRules } from "./model-llm-keys";
import { llmWeightsRules } from "./model-llm-weights";

type Model = EnvironmentConfig["models"][number];

/** Variables that the pod of a language model has from the platform. */
const VARIABLES: readonly string[] = [...Object.keys(VLLM.offline), ...VLLM.ofPod];

/** Rules on the keys of the server of a language model. */
export const serverRules = (
  model: Model,
  serving: Serving | undefined,
  config: EnvironmentConfig,
): KeyProblem[] => [
  ...missingRules(model),
  ...refusedRules(model),
  ...pathRules(model),
  ...variableRules(model),
  ...folderRules(model),
  ...(serving
    ? [
        ...memoryRules(model, serving),
        ...llmWeightsRules(model, serving, config),
        ...llmKeyRules(model, serving),
      ]
    : []),
];

const missingRules = ({ image }: Model): KeyProblem[] => when(image === undefined, TEXTS.modelLlmServerImage);

function refusedRules(model: Model): KeyProblem[] {
  const without = (key: keyof Model & string, why: string, is = model[key] !== undefined): KeyProblem[] =>
    is ? [{ key: [key], expected: `no ${key} with kind: llm: ${why}`, fix: "remove it" }] : [];
  return [
    ...without("format", "the files of the model state it"),
    ...without("command", "the image starts the server"),
    ...without("arguments", "further ones are llm.extraArguments"),
    ...without("metricsPath", "its server has its metrics at /metrics, which Prometheus reads"),
    ...without("drainsOnSigterm", "its server does not read DRAIN_SECONDS", model.drainsOnSigterm),
  ];
}

const pathRules = ({ name, paths, healthPath }: Model): KeyProblem[] => [
  ...paths.flatMap((path, index) => {
    const answered = [VLLM.clientPath, rootedClientPath(name)];
    return answered.some((each) => path === each || path.startsWith(`${each}/`))
      ? []
      : [
          {
            key: ["paths", index],
            expected: `a path of its server, such as ${answered.map((each) => `${each}/chat/completions`).join(" or ")}`,
            fix: `write paths: ["${answered[0]}"], or ["${answered[1]}"] beside other language models`,
          },
        ];
  }),
  ...when(healthPath !== VLLM.healthPath, {
    key: ["healthPath"],
    expected: `${VLLM.healthPath}, a path of its server`,
    fix: `write healthPath: ${VLLM.healthPath}`,
  }),
];

const variableRules = ({ environment, memoryVolumes = {} }: Model): KeyProblem[] => [
  ...Object.keys(environment)
    .filter((name) => VARIABLES.includes(name))
    .map((name) => ({
      key: ["environment", name],
      expected: `no ${name} with kind: llm, which sets it`,
      fix: "remove it",
    })),
  ...Object.entries(memoryVolumes)
    .filter(([name, { path }]) => name === VLLM.sharedMemory.name || path === VLLM.sharedMemory.path)
    .map(([name]) => ({
      key: ["memoryVolumes", name],
      expected: `no volume ${VLLM.sharedMemory.name} or ${VLLM.sharedMemory.path} with kind: llm, which has one`,
      fix: "remove it",
    })),
];

function folderRules(model: Model): KeyProblem[] {
  const least = (key: "tmpMiB" | "modelCacheMiB", mebibytes: number, use: string): KeyProblem[] =>
    when(model[key] < mebibytes, {
      key: [key],
      expected: `at least ${mebibytes} for ${use}: Kubernetes evicts a pod whose folder is full`,
      fix: `raise ${key}`,
    });
  return [
    ...least("tmpMiB", VLLM.writesMiB.tmp, "files of compilers"),
    ...least("modelCacheMiB", VLLM.writesMiB.home, "compiled kernels, the tokenizer and the configuration"),
  ];
}

function memoryRules({ memoryRequest, memoryVolumes = {} }: Model, serving: Serving): KeyProblem[] {
  const volumes = Object.values(memoryVolumes).reduce((sum, { sizeMiB }) => sum + sizeMiB, 0);
  const least = podMemoryMiB(serving) + volumes;
  return when(memoryMiB(memoryRequest) < least, {
    key: ["memoryRequest"],
    expected: `at least ${least}Mi for the processes of vLLM, their buffers and shared memory`,
    fix: "raise memoryRequest",
  });
}
