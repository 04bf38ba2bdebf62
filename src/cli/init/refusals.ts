import { basename } from "node:path";
import { readEnvironments } from "../../environment/load";
import { type Problem } from "../../environment/problems";
import { type UserError, userError } from "../../base/errors";
import { loadRequest } from "../../synth/inputs";
import { environmentKeys } from "./environment-file";
import { environmentText } from "./environment-text";
import { refusedForm } from "./forms";
import { type Answers, type InitFlag, type Question } from "./question";
import { QUESTIONS } from "./questions";
import { Stage } from "./stage";

/** A refused answer. */
export interface RefusedAnswer {
  readonly flag: InitFlag;
  readonly error: UserError;
}

/** Refusals of answers in the order of their questions, by the rules of the environment's file. */
export function refusedAnswers(answers: Answers, environments: string): RefusedAnswer[] {
  const forms = QUESTIONS.flatMap((question): RefusedAnswer[] => {
    const refused = refusedForm(question, answers, environments);
    return refused ? [refusal(question.flag, refused)] : [];
  });
  const refused = new Set<string>(forms.map(({ flag }) => flag));
  const accepted: Answers = Object.fromEntries(
    Object.entries(answers).filter(([flag]) => !refused.has(flag)),
  );
  // a key of a refused answer is missing in the file
  const others = problemsOf(accepted, environments).filter(({ flag }) => accepted[flag] !== undefined);
  return [...forms, ...distinct(others)].sort((a, b) => orderOf(a.flag) - orderOf(b.flag));
}

const orderOf = (flag: InitFlag): number => QUESTIONS.findIndex((question) => question.flag === flag);

/** One refusal of each value of an answer: several keys can have the same one. */
const distinct = (refusals: readonly RefusedAnswer[]): RefusedAnswer[] =>
  refusals.filter(({ error }, index) => {
    const gotOf = (message: string): string => message.replace(/, expected .*/s, "");
    return refusals.findIndex((each) => gotOf(each.error.message) === gotOf(error.message)) === index;
  });

/** Name of an environment whose name is still unknown. */
const UNNAMED = "new-environment";

function problemsOf(answers: Answers, environments: string): RefusedAnswer[] {
  const { name = UNNAMED } = answers;
  const stage = new Stage(environments, name, environmentText(answers, environmentKeys(answers), ""));
  try {
    const isOwn = ({ location }: Problem): boolean => basename(location?.file ?? "") === `${name}.yaml`;
    const { problems } = readEnvironments(loadRequest(stage.folder, undefined));
    const own = problems.filter(isOwn).flatMap((problem) => {
      const question = questionOf(problem.path);
      return question ? [refusal(question.flag, problem, question.fix)] : [];
    });
    const inOthers = problems.filter((problem) => !isOwn(problem));
    if (inOthers.length === 0) return own;
    stage.withdraw();
    const before = new Set(readEnvironments(loadRequest(stage.folder, undefined)).problems.map(keyOfProblem));
    return [
      ...own,
      ...inOthers.filter((problem) => !before.has(keyOfProblem(problem))).map((each) => clash(name, each)),
    ];
  } finally {
    stage.remove();
  }
}

const keyOfProblem = (problem: Problem): string => JSON.stringify(problem);

/** A rule between environments that the new one breaks in the file of another one. */
const clash = (name: string, { location, path, got }: Problem): RefusedAnswer =>
  refusal("name", {
    got: name,
    expected: `a name whose resources no other environment has, but ${path} of ${basename(location?.file ?? "")} is ${got}`,
    fix: "choose another name",
  });

function refusal(
  flag: InitFlag,
  { got, expected, fix }: Pick<Problem, "got" | "expected" | "fix">,
  better: Question["fix"] = () => fix,
): RefusedAnswer {
  // the file quotes a text of digits; the command line does not
  const given = got.replace(/^"(.*)"$/, "$1");
  return { flag, error: userError({ place: `--${flag}`, got: given, expected, fix: better(given, fix) }) };
}

/** The question whose answer decides a key: the one with the longest path. */
function questionOf(path: string): Question | undefined {
  const decides = (key: string): boolean =>
    path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`);
  const found = QUESTIONS.flatMap((question) =>
    question.keys.filter(decides).map((key) => ({ key, question })),
  );
  return found.sort((a, b) => b.key.length - a.key.length)[0]?.question;
}
