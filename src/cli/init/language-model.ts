import { sharedBy, smallestInstances, typeProblems } from "../../facts/fitting";
import { type Serving } from "../../facts/serving";
import { MODEL_CARDS, type ModelCard } from "../../facts/model-cards";
import { own } from "../../base/own";
import { type Answers } from "./question";

type Keys = Readonly<Record<string, unknown>>;

export const isLanguageModel = ({ kind }: Answers): boolean => kind === "llm";

/** A language model on one GPU; undefined without its answers. */
function servingOf(answers: Answers): Serving | undefined {
  const card: ModelCard | undefined = own<ModelCard>(MODEL_CARDS, answers["language-model"] ?? "");
  const maxLength = Number(answers["max-length"]);
  return isLanguageModel(answers) && card && maxLength > 0
    ? { card, maxLength, tensorParallel: 1, dtype: "bfloat16" }
    : undefined;
}

/** The smallest instance type on which the language model of the answers runs; undefined without a model. */
export function smallestType(answers: Answers): string | undefined {
  const serving = servingOf(answers);
  return serving && smallestInstances(serving)?.types[0];
}

/** Keys of a language model: all GPUs of the type that can share it. */
export function languageModelKeys(answers: Answers): Keys {
  const { gpu = "", "language-model": model, "max-length": length } = answers;
  const serving = servingOf(answers);
  const gpus = serving ? sharedBy(serving, gpu) : 1;
  const maxLength = /^\d+$/.test(length ?? "") ? Number(length) : length;
  return { model, ...(gpus > 1 ? { tensorParallel: gpus } : {}), maxLength };
}

/** Why the language model of the answers runs on no instance of a type, except for its length; undefined without a reason. */
export function refusedType(answers: Answers, type: string): string | undefined {
  const serving = servingOf(answers);
  const tensorParallel = serving ? sharedBy(serving, type) : 1;
  return (
    serving &&
    typeProblems({ ...serving, tensorParallel }, type).find(({ about }) => about !== "maxLength")?.why
  );
}
