import { existsSync } from "node:fs";
import { join } from "node:path";
import { ENVIRONMENT_NAME } from "../../environment/environment-files";
import { imageOf } from "../../facts/instance-types";
import { type ErrorParts } from "../../base/errors";
import { isConfigFile } from "../card/files";
import { refusedType, smallestType } from "./language-model";
import { type Answers, type Question, listOf } from "./question";

type Refused = Omit<ErrorParts, "place">;

/** Why an answer cannot become keys of a file, beside the rules of the file. */
export function refusedForm(question: Question, answers: Answers, environments: string): Refused | undefined {
  const { flag, choices } = question;
  const answer = answers[flag];
  if (answer === undefined) return undefined;
  if (flag === "language-model" && isConfigFile(answer)) return undefined;
  if (choices) return refusedChoice(question, answer);
  if (flag === "name") return refusedName(answer, environments);
  if (flag === "image") return refusedImage(answer);
  return flag === "gpu" ? refusedGpu(answer, answers) : undefined;
}

function refusedChoice({ choices = [], many, example }: Question, answer: string): Refused | undefined {
  const wrong = (many ? listOf(answer) : [answer]).filter((each) => !choices.includes(each));
  if (wrong.length === 0) return undefined;
  return {
    got: wrong.map((each) => each || "nothing").join(", "),
    expected: `${many ? "some" : "one"} of ${choices.join(", ")}`,
    fix: `choose from these, such as ${example}`,
  };
}

function refusedName(answer: string, environments: string): Refused | undefined {
  if (!ENVIRONMENT_NAME.pattern.test(answer)) {
    const words = answer.toLowerCase().replaceAll(/[^a-z0-9-]+/g, "-");
    const meant = words.replaceAll(/^[^a-z]+|-+$/g, "").slice(0, 24);
    return {
      got: answer || "nothing",
      expected: ENVIRONMENT_NAME.inWords,
      fix: `write such a name: ${ENVIRONMENT_NAME.pattern.test(meant) ? meant : "ml-dev"}`,
    };
  }
  if (!existsSync(join(environments, `${answer}.yaml`))) return undefined;
  return {
    got: answer,
    expected: "a name that no environment has",
    fix: `choose another name, or edit the file of ${answer}`,
  };
}

const refusedImage = (answer: string): Refused | undefined =>
  !answer.includes("/") || /:[^/]+$/.test(answer)
    ? undefined
    : { got: answer, expected: "an image with its tag", fix: `write ${answer}:TAG` };

/** The rules of the file name a type without GPUs, or with few, at the model, and not the type. */
function refusedGpu(answer: string, answers: Answers): Refused | undefined {
  if (imageOf([answer])?.gpu === false)
    return {
      got: answer,
      expected: "an instance type with NVIDIA GPUs",
      fix: "choose one, such as g5.xlarge",
    };
  const why = refusedType(answers, answer);
  if (why === undefined) return undefined;
  const other = smallestType(answers);
  return {
    got: answer,
    expected: `a type on which the model runs: ${why}`,
    fix: other === undefined ? "choose a smaller model" : `write --gpu ${other}`,
  };
}
