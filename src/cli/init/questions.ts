import { KSERVE_SERVERS } from "../../facts/kserve-servers";
import { PRIVATE_RANGES } from "../../facts/private-ranges";
import { MODEL_CARDS } from "../../facts/model-cards";
import { isCidr, prefixLength } from "../../base/cidr";
import { isLanguageModel, smallestType } from "./language-model";
import { type Answers, type InitFlag, type Question, operatorsOf } from "./question";
import TEXTS from "./question-texts.json";

export const PARTS = ["mlflow", "pipelines", "metrics"] as const;

const isExisting = ({ network }: Answers): boolean => network === "existing";

/** Whether a VPC is given by its id, so that what is missing in it is created. */
export const isById = (answers: Answers): boolean => isExisting(answers) && (answers["vpc-id"] ?? "") !== "";

/** A range of a VPC that no network has which the environments or the operators name. The VPC may be in a wider one. */
function freeRange(answers: Answers, ranges: readonly string[] = []): string | undefined {
  const named = [...ranges, ...operatorsOf(answers).inside].filter(isCidr);
  return PRIVATE_RANGES.free(
    named.filter((range) => prefixLength(range) >= 16),
    PRIVATE_RANGES.ofVpcs,
  );
}

/** Kind of a model by flags of later questions. */
function kindOf(answers: Answers): string {
  if (answers.file !== undefined) return "file";
  if (answers["language-model"] !== undefined) return "llm";
  return answers.gpu === undefined ? "image" : "gpu";
}

/** Rules of questions: values that follow from other answers, or from tables. */
const RULES: Readonly<Partial<Record<InitFlag, Partial<Question>>>> = {
  region: { fallback: (_, { region }) => region },
  "vpc-id": { applies: isExisting },
  "vpc-name": { applies: (answers) => isExisting(answers) && !isById(answers) },
  "vpc-cidr": {
    fallback: (answers, { ranges }) => (isExisting(answers) ? undefined : freeRange(answers, ranges)),
  },
  "private-subnets": { applies: isExisting },
  "private-subnet-ids": { applies: isById },
  egress: { applies: isExisting },
  "public-subnets": { applies: (answers) => isExisting(answers) && answers.entry === "demo" },
  "public-subnet-ids": { applies: (answers) => isById(answers) && answers.entry === "demo" },
  certificate: {
    applies: ({ entry }) => entry === "alb" || entry === "nlb",
    fallback: ({ entry }) => (entry === "nlb" ? "" : undefined),
  },
  host: {
    applies: ({ entry, certificate }) => entry === "alb" || (entry === "nlb" && (certificate ?? "") !== ""),
  },
  kind: { fallback: kindOf },
  image: {
    applies: ({ kind }) => kind !== "file",
    fallback: ({ kind }) => (kind === "llm" ? "v0.33.0" : "1.0.0"),
    fix: (got) =>
      got.includes("/")
        ? "push it to ECR and write its tag alone, or choose --network nat"
        : "write the version, such as 1.0.0",
  },
  "language-model": { choices: Object.keys(MODEL_CARDS), applies: isLanguageModel },
  "max-length": {
    applies: isLanguageModel,
    fix: (got, usual) => (/^\d+$/.test(got) ? usual : "write the number of tokens, such as 8192"),
  },
  gpu: {
    applies: ({ kind }) => kind === "gpu" || kind === "llm",
    fallback: (answers) => smallestType(answers) ?? "g5.xlarge",
  },
  file: { choices: KSERVE_SERVERS.formats, applies: ({ kind }) => kind === "file" },
  with: { choices: PARTS },
  operators: {
    fix: (got, usual) => (isCidr(`${got}/32`) ? `write ${got}/32 for one address` : usual),
  },
  "transit-gateway": {
    applies: (answers) => !isExisting(answers) && operatorsOf(answers).inside.length > 0,
  },
  repository: {
    fallback: (_, { folder }) => folder.replaceAll(/[^\w.-]+/g, "-").replace(/^-+$/, "") || "models",
  },
};

/** A row of the texts: answer and fix are texts where they follow from nothing. */
interface Row extends Omit<Question, "flag" | "fallback" | "fix"> {
  readonly usual?: string;
  readonly fix?: string;
}

/** The questions, in their order. An answer decides keys of the file and further questions, and nothing else. */
export const QUESTIONS: readonly Question[] = Object.entries<Row>(TEXTS).map(
  ([name, { usual, fix, ...row }]) => {
    const flag = name as InitFlag;
    const question: Question = {
      flag,
      ...row,
      ...(usual === undefined ? {} : { fallback: () => usual }),
      ...(fix === undefined ? {} : { fix: () => fix }),
      ...RULES[flag],
    };
    return { ...question, asks: question.asks.replace("{choices}", (question.choices ?? []).join(", ")) };
  },
);
