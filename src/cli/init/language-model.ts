import { sharedBy, smallestInstances, typeProblems } from "../../facts/fitting";
import { type Serving, servingOf as servingOfKeys } from "../../facts/serving";
import { type ModelCardName } from "../../facts/model-cards";
import { isConfigFile, keysOfFiles, servingOfFiles } from "../card/files";
import { type Answers } from "./question";

type Keys = Readonly<Record<string, unknown>>;

export const isLanguageModel = ({ kind }: Answers): boolean => kind === "llm";

/** A language model on one GPU; undefined without its answers. */
function servingOf(answers: Answers): Serving | undefined {
  const { "language-model": model = "", "max-length": length } = answers;
  const maxLength = Number(length);
  if (!isLanguageModel(answers) || !(maxLength > 0)) return undefined;
  if (isConfigFile(model)) return servingOfFiles(model, maxLength);
  return servingOfKeys({ model: model as ModelCardName, tensorParallel: 1, maxLength, dtype: "bfloat16" });
}

/** The smallest instance type on which the language model of the answers runs; undefined without a model. */
export function smallestType(answers: Answers): string | undefined {
  const serving = servingOf(answers);
  return serving && smallestInstances(serving)?.types[0];
}

/** Keys of a language model: all GPUs of the type that can share it. */
export function languageModelKeys(answers: Answers): Keys {
  const { gpu = "", "language-model": model = "", "max-length": length } = answers;
  const serving = servingOf(answers);
  const gpus = serving ? sharedBy(serving, gpu) : 1;
  const maxLength = /^\d+$/.test(length ?? "") ? Number(length) : length;
  const sizes = isConfigFile(model) ? keysOfFiles(model).keys : { model };
  return { ...sizes, ...(gpus > 1 ? { tensorParallel: gpus } : {}), maxLength };
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
