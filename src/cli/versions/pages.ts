import { type AwsQuery } from "./questions";
import { NPX } from "../../base/program-name";

/** An environment and the versions that it can record. */
interface Asked {
  readonly name: string;
  /** The YAML file. */
  readonly file: string;
  readonly questions: readonly AwsQuery[];
}

/** The emitted versions, and the commands that print those to record. */
export const questionsPage = (asked: readonly Asked[]): string =>
  [
    ...asked.flatMap(({ name, questions }) => [
      `${name}:`,
      ...questions.flatMap((question) => [
        `  ${question.name}: ${question.emitted ?? unset(question)}`,
        `    ${["aws", ...question.args.map(inShell)].join(" ")}`,
      ]),
    ]),
    "",
    `${NPX} lock versions --ask runs these commands, and prints the lines for the YAML file`,
    "",
  ].join("\n");

const inShell = (arg: string): string => (/^[\w./:-]+$/.test(arg) ? arg : `'${arg}'`);

const unset = ({ section }: AwsQuery): string =>
  section === "nodeReleases"
    ? "not recorded: EKS chooses the release when it creates a node group, and never patches its nodes"
    : "not recorded: each plan looks it up";

/** The lines that record the versions of today. */
export function askedPage({ file, questions }: Asked, answer: (question: AwsQuery) => string): string {
  const answers = questions.map((question) => ({ ...question, version: answer(question) }));
  const sections = [...new Set(questions.map(({ section }) => section))];
  return [
    `# ${file}`,
    "cluster:",
    ...sections.flatMap((section) => [
      `  ${section}:`,
      ...answers
        .filter((each) => each.section === section)
        .map(({ name, version, emitted }) => `    ${name}: ${version}${since(version, emitted)}`),
    ]),
    "",
  ].join("\n");
}

const since = (version: string, emitted: string | undefined): string =>
  emitted === undefined ? " # new" : emitted === version ? "" : ` # was ${emitted}`;
