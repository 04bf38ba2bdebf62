import { texts as TEXTS } from "./texts.json";
import { type EnvironmentConfig } from "../schema";
import { type KeyProblem } from "./key-problem";
import { allOf } from "../rule-problems";

type Model = EnvironmentConfig["models"][number];

/** Rules on the stated load and memory of a model. */
export const loadRules = (model: Model): KeyProblem[] =>
  allOf(
    () => rateRules(model),
    () => tokenRules(model),
    () => gpuMemoryRules(model),
  );

function rateRules({ requestsPerSecond: rates }: Model): KeyProblem[] {
  if (rates?.average === undefined || rates.peak === undefined || rates.average <= rates.peak) return [];
  return [
    {
      key: ["requestsPerSecond", "average"],
      expected: `at most ${rates.peak}, the value of peak`,
      fix: "lower average, or raise peak",
    },
  ];
}

const tokenRules = ({ kind, requestsPerSecond: rates }: Model): KeyProblem[] =>
  rates?.answerTokens !== undefined && kind !== "llm" ? [TEXTS.modelLoadAnswerTokens] : [];

const gpuMemoryRules = ({ gpuMemoryGiB, gpus }: Model): KeyProblem[] =>
  gpuMemoryGiB !== undefined && gpus === 0 ? [TEXTS.modelLoadGpuMemoryGiB] : [];
