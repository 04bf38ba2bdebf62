import { ANYWHERE } from "../../base/cidr";
import { type UserError, userError } from "../../base/errors";
import { readEnvironments } from "../../environment/load";
import { loadRequest } from "../../synth/inputs";
import { type RefusedAnswer, refusedAnswers } from "./refusals";
import { type Answers, type InitFlag, type Question, type UserDefaults } from "./question";
import { QUESTIONS } from "./questions";
import { type Ask } from "../../deploy/terminal";

export interface AnswersProps {
  /** Values of flags. */
  readonly given: Answers;
  readonly surroundings: UserDefaults;
  /** Folder of the environments. */
  readonly environments: string;
  /** Prints a text beside the questions. */
  readonly say: (text: string) => void;
  /** Asks for what no flag answers. @default - nobody: the answer is that of a person who presses Enter */
  readonly ask?: Ask;
}

/** The user left the questions. */
export class Interrupted extends Error {}

/** Answers to all questions that apply, and the errors of all of them. */
export async function answersOf(
  props: AnswersProps,
): Promise<{ answers: Answers; errors: readonly UserError[] }> {
  const { given, environments, ask } = props;
  const surroundings = { ...props.surroundings, ranges: rangesIn(environments) };
  let answers: Answers = {};
  const missing: UserError[] = [];
  for (const question of QUESTIONS) {
    const { flag, applies, fallback } = question;
    // the flags of later questions can decide a default
    const known = { ...given, ...answers };
    if (applies && !applies(known)) {
      missing.push(...superfluous(question, given[flag]));
      continue;
    }
    const usual = fallback?.(known, surroundings);
    const answer =
      given[flag]?.trim() ?? (ask ? await asked(question, usual, answers, { ...props, ask }) : usual);
    if (answer === undefined) missing.push(missingAnswer(question));
    else answers = { ...answers, [flag]: answer };
  }
  const refused = refusedAnswers(answers, environments).map(({ error }) => error);
  return { answers, errors: [...missing, ...refused] };
}

/** Ranges of VPCs, and of the networks that they are attached to. */
const rangesIn = (environments: string): string[] =>
  readEnvironments(loadRequest(environments, undefined)).environments.flatMap(({ config: { network } }) => [
    network.vpcCidr,
    ...network.attachments.flatMap(({ cidrs }) => cidrs.filter((cidr) => cidr !== ANYWHERE)),
  ]);

/** Asks until the answer is accepted. */
async function asked(
  question: Question,
  usual: string | undefined,
  answers: Answers,
  { environments, say, ask }: AnswersProps & { readonly ask: Ask },
): Promise<string> {
  const { flag, asks } = question;
  const hint = usual === undefined ? "" : ` [${usual || "none"}]`;
  for (;;) {
    const reply = await ask(`${asks}${hint}: `);
    if (reply === undefined) throw new Interrupted();
    const answer = reply.trim() === "" ? usual : reply.trim();
    const errors =
      answer === undefined
        ? [missingAnswer(question)]
        : refusedAnswers({ ...answers, [flag]: answer }, environments)
            .filter(isOf(flag))
            .map(({ error }) => error);
    if (answer !== undefined && errors.length === 0) return answer;
    say(errors.map(({ message }) => `${message}\n`).join(""));
  }
}

const isOf =
  (flag: InitFlag) =>
  (refusal: RefusedAnswer): boolean =>
    refusal.flag === flag;

const missingAnswer = ({ flag, asks, example, orElse }: Question): UserError =>
  userError({
    place: `--${flag}`,
    got: "nothing",
    expected: `the ${asks}`,
    fix: [`write --${flag} ${example}`, ...(orElse === undefined ? [] : [orElse])].join(", or "),
  });

const superfluous = ({ flag, belongsTo }: Question, answer: string | undefined): UserError[] =>
  answer === undefined
    ? []
    : [
        userError({
          place: `--${flag}`,
          got: answer,
          expected: `no answer, since it belongs to ${belongsTo}`,
          fix: "remove it, or change the other answer",
        }),
      ];
