import { KSERVE_FORMATS } from "../../platform/facts/kserve-servers";
import { MODEL_CARDS } from "../../platform/facts/llm/model-cards";
import { isPrivate } from "../../proof/model/network/ranges";
import { isCidr } from "../../shared/network/cidr";
import { isLanguageModel, smallestType } from "./language-model";

/** Answers as written, by the flag of their question; lists are separated by commas. An empty answer is the answer "none". */
export type Answers = Readonly<Partial<Record<Flag, string>>>;

export type Flag =
  | "name"
  | "account"
  | "region"
  | "network"
  | "vpc-id"
  | "private-subnet-ids"
  | "public-subnet-ids"
  | "vpc-name"
  | "vpc-cidr"
  | "private-subnets"
  | "public-subnets"
  | "egress"
  | "entry"
  | "certificate"
  | "host"
  | "model"
  | "kind"
  | "image"
  | "language-model"
  | "max-length"
  | "gpu"
  | "file"
  | "with"
  | "operators"
  | "transit-gateway"
  | "admins"
  | "owner"
  | "repository";

export interface Question {
  readonly flag: Flag;
  /** Placeholder of the value in the help text. */
  readonly value: string;
  /** Text on the terminal and in the help text. */
  readonly asks: string;
  /** An answer of the right form, for a person who gave none. */
  readonly example: string;
  /** Answers to choose from; several where `many`. @default - free text */
  readonly choices?: readonly string[];
  /** True if the answer is a list of choices. @default false */
  readonly many?: boolean;
  /** The answer of a person who presses Enter. @default - the question is required */
  readonly fallback?: (answers: Answers, surroundings: Surroundings) => string | undefined;
  /** Whether earlier answers lead to the question. @default - they do */
  readonly applies?: (answers: Answers) => boolean;
  /** Answers to which the question belongs, in words. @default - all */
  readonly belongsTo?: string;
  /** Keys of the environment's file that the answer decides. Their problems are those of the answer. */
  readonly keys: readonly string[];
  /** Fix of a refused answer, of the answer as the error shows it and the fix of the schema. @default - that of the schema */
  readonly fix?: (got: string, usual: string) => string;
  /** Another way where the answer is missing. @default - none */
  readonly orElse?: string;
}

/** Defaults that the machine of a user has. */
export interface Surroundings {
  /** Region of the AWS CLI. @default - none */
  readonly region?: string;
  /** Name of the folder. */
  readonly folder: string;
}

export const PARTS = ["mlflow", "pipelines", "metrics"] as const;

const isExisting = ({ network }: Answers): boolean => network === "existing";

/** Whether a VPC is given by its id, so that what is missing in it is created. */
export const isById = (answers: Answers): boolean => isExisting(answers) && (answers["vpc-id"] ?? "") !== "";

/** Kind of a model by flags of later questions. */
function kindOf(answers: Answers): string {
  if (answers.file !== undefined) return "file";
  if (answers["language-model"] !== undefined) return "llm";
  return answers.gpu === undefined ? "image" : "gpu";
}

/** The questions, in their order. An answer decides keys of the file and further questions, and nothing else. */
export const QUESTIONS: readonly Question[] = [
  {
    flag: "name",
    value: "name",
    asks: "name of the environment, which is in the names of its resources",
    example: "ml-dev",
    fallback: () => "ml-dev",
    keys: [],
  },
  {
    flag: "account",
    value: "id",
    asks: "AWS account",
    example: "111122223333",
    keys: ["account"],
    fix: () => "write all 12 digits, such as 111122223333",
  },
  {
    flag: "region",
    value: "code",
    asks: "AWS region",
    example: "eu-west-1",
    fallback: (_, { region }) => region,
    keys: ["region"],
  },
  {
    flag: "network",
    value: "kind",
    asks: "network: none (new, without internet access), nat (new, with NAT gateways), existing (a VPC of yours)",
    example: "none",
    choices: ["none", "nat", "existing"],
    fallback: () => "none",
    keys: ["network.egress"],
  },
  {
    flag: "vpc-id",
    value: "id",
    asks: "id of the existing VPC, in which missing security groups and endpoints are created; empty if nothing may be created in it",
    example: "vpc-0123456789abcdef0",
    applies: isExisting,
    belongsTo: "--network existing",
    fallback: () => "",
    keys: ["network.existing.vpcId"],
  },
  {
    flag: "vpc-name",
    value: "name",
    asks: "tag Name of the existing VPC, in which nothing is created",
    example: "shared",
    applies: (answers) => isExisting(answers) && !isById(answers),
    belongsTo: "--network existing without --vpc-id",
    keys: ["network.vpcName"],
  },
  {
    flag: "vpc-cidr",
    value: "range",
    asks: "IPv4 range of the VPC",
    example: "10.0.0.0/16",
    fallback: (answers) => (isExisting(answers) ? undefined : "10.0.0.0/16"),
    keys: ["network.vpcCidr"],
    fix: () => "write a private range of /16 to /19, such as 10.0.0.0/16",
  },
  {
    flag: "private-subnets",
    value: "ranges",
    asks: "ranges of its private subnets, one for each zone, from zone a on",
    example: "10.0.0.0/20,10.0.16.0/20",
    applies: isExisting,
    belongsTo: "--network existing",
    keys: ["network.privateSubnets", "network.zones"],
    fix: () => "list two or more ranges inside the VPC, such as 10.0.0.0/20,10.0.16.0/20",
  },
  {
    flag: "private-subnet-ids",
    value: "ids",
    asks: "ids of its private subnets, in the same order",
    example: "subnet-0123456789abcdef0,subnet-0123456789abcdef1",
    applies: isById,
    belongsTo: "--vpc-id",
    keys: ["network.existing.privateSubnetIds"],
    fix: () => "list one id for each private subnet, such as subnet-0123456789abcdef0",
  },
  {
    flag: "egress",
    value: "kind",
    asks: "internet access of these subnets: none, or nat (their routes lead to a NAT gateway)",
    example: "none",
    choices: ["none", "nat"],
    applies: isExisting,
    belongsTo: "--network existing",
    fallback: () => "none",
    keys: [],
  },
  {
    flag: "entry",
    value: "kind",
    asks: "load balancer: alb (internal, HTTPS), nlb (internal, one for each model), demo (on the internet, plain HTTP), none (pods of the cluster call the models)",
    example: "alb",
    choices: ["alb", "nlb", "demo", "none"],
    fallback: () => "alb",
    keys: ["entry"],
  },
  {
    flag: "public-subnets",
    value: "ranges",
    asks: "ranges of its public subnets, one for each zone, from zone a on",
    example: "10.0.32.0/24,10.0.33.0/24",
    applies: (answers) => isExisting(answers) && answers.entry === "demo",
    belongsTo: "--network existing with --entry demo",
    keys: ["network.publicSubnets"],
    fix: () => "list one range inside the VPC for each private subnet",
  },
  {
    flag: "public-subnet-ids",
    value: "ids",
    asks: "ids of its public subnets, in the same order",
    example: "subnet-0123456789abcdef2,subnet-0123456789abcdef3",
    applies: (answers) => isById(answers) && answers.entry === "demo",
    belongsTo: "--vpc-id with --entry demo",
    keys: ["network.existing.publicSubnetIds"],
    fix: () => "list one id for each public subnet, such as subnet-0123456789abcdef2",
  },
  {
    flag: "certificate",
    value: "arn",
    asks: "ARN of the ACM certificate in this region",
    example: "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-111122223333",
    applies: ({ entry }) => entry === "alb" || entry === "nlb",
    belongsTo: "--entry alb or nlb",
    fallback: ({ entry }) => (entry === "nlb" ? "" : undefined),
    orElse: "--entry nlb, which needs none",
    keys: ["entry.certificateArn"],
  },
  {
    flag: "host",
    value: "name",
    asks: "host name of the certificate, which clients call",
    example: "models.example.com",
    applies: ({ entry, certificate }) => entry === "alb" || (entry === "nlb" && (certificate ?? "") !== ""),
    belongsTo: "a load balancer with a --certificate",
    keys: ["entry.host"],
  },
  {
    flag: "model",
    value: "name",
    asks: "name of the first model",
    example: "fraud-detection",
    fallback: () => "model",
    keys: ["models"],
  },
  {
    flag: "kind",
    value: "kind",
    asks: "what serves it: image (a container of yours), gpu (the same on GPUs), file (a model file, served by KServe), llm (a language model, served by vLLM)",
    example: "image",
    choices: ["image", "gpu", "file", "llm"],
    fallback: kindOf,
    keys: [],
  },
  {
    flag: "image",
    value: "image",
    asks: "tag of the image in a new ECR repository, or REPOSITORY:TAG",
    example: "1.0.0",
    applies: ({ kind }) => kind !== "file",
    belongsTo: "--kind image, gpu or llm",
    fallback: ({ kind }) => (kind === "llm" ? "v0.33.0" : "1.0.0"),
    keys: ["models[0].image"],
    fix: (got) =>
      got.includes("/")
        ? "push it to ECR and write its tag alone, or choose --network nat"
        : "write the version, such as 1.0.0",
  },
  {
    flag: "language-model",
    value: "model",
    asks: `language model whose files you copy to the model bucket: ${Object.keys(MODEL_CARDS).join(", ")}`,
    example: "llama-3.1-8b",
    choices: Object.keys(MODEL_CARDS),
    applies: isLanguageModel,
    belongsTo: "--kind llm",
    fallback: () => "llama-3.1-8b",
    keys: ["models[0].llm"],
  },
  {
    flag: "max-length",
    value: "tokens",
    asks: "longest prompt and answer together, in tokens",
    example: "8192",
    applies: isLanguageModel,
    belongsTo: "--kind llm",
    fallback: () => "8192",
    keys: ["models[0].llm.maxLength"],
    fix: (got, usual) => (/^\d+$/.test(got) ? usual : "write the number of tokens, such as 8192"),
  },
  {
    flag: "gpu",
    value: "type",
    asks: "instance type with GPUs; a pod gets one GPU, and a language model all that can share it",
    example: "g5.xlarge",
    applies: ({ kind }) => kind === "gpu" || kind === "llm",
    belongsTo: "--kind gpu or llm",
    fallback: (answers) => smallestType(answers) ?? "g5.xlarge",
    keys: ["cluster.nodeGroups.gpu", "models[0].gpus", "models[0].nodeGroup", "models[0].llm.tensorParallel"],
    fix: () => "write a type such as g5.xlarge",
  },
  {
    flag: "file",
    value: "format",
    asks: `format of the file: ${KSERVE_FORMATS.join(", ")}`,
    example: "sklearn",
    choices: KSERVE_FORMATS,
    applies: ({ kind }) => kind === "file",
    belongsTo: "--kind file",
    fallback: () => "sklearn",
    keys: ["models[0].format", "models[0].weights"],
  },
  {
    flag: "with",
    value: "parts",
    asks: "parts besides: mlflow (experiments), pipelines (Kubeflow), metrics (Prometheus and Grafana)",
    example: "metrics",
    choices: PARTS,
    many: true,
    fallback: () => "",
    keys: ["components"],
  },
  {
    flag: "operators",
    value: "ranges",
    asks: "IPv4 ranges that reach the Kubernetes API; private ones also the internal load balancer",
    example: "10.64.0.0/16",
    fallback: () => "",
    keys: ["cluster.apiAccess", "entry.clientCidrs", "network.attachments[0].cidrs"],
    fix: (got, usual) => (isCidr(`${got}/32`) ? `write ${got}/32 for one address` : usual),
  },
  {
    flag: "transit-gateway",
    value: "id",
    asks: "id of the transit gateway that leads to these ranges",
    example: "tgw-0a1b2c3d111122223",
    applies: (answers) => !isExisting(answers) && operatorsOf(answers).inside.length > 0,
    belongsTo: "private --operators of a new network",
    fallback: () => "",
    keys: ["network.attachments"],
  },
  {
    flag: "admins",
    value: "arns",
    asks: "ARNs of the IAM roles that administer the cluster, among them the one that runs Terraform",
    example: "arn:aws:iam::111122223333:role/platform-admin",
    keys: ["cluster.admins"],
  },
  {
    flag: "owner",
    value: "team",
    asks: "team that owns it, for tags",
    example: "platform",
    fallback: () => "platform",
    keys: ["owner"],
  },
  {
    flag: "repository",
    value: "name",
    asks: "repository of these files, for tags",
    example: "acme/ml-platform",
    fallback: (_, { folder }) => folder.replaceAll(/[^\w.-]+/g, "-").replace(/^-+$/, "") || "models",
    keys: ["repository"],
  },
];

/** Parts of a list, which commas or spaces separate. */
export const listOf = (text: string | undefined): string[] =>
  (text ?? "").split(/[,\s]+/).filter((each) => each !== "");

/** Operators in private ranges come through a network, others over the internet. An incorrect range is reported as private. */
export function operatorsOf({ operators }: Answers): {
  readonly inside: string[];
  readonly outside: string[];
} {
  const isOutside = (range: string): boolean => isCidr(range) && !isPrivate(range);
  const ranges = listOf(operators);
  return { inside: ranges.filter((range) => !isOutside(range)), outside: ranges.filter(isOutside) };
}
