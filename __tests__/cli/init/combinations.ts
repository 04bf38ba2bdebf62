/** An answer to a question of `init`, as its flags. */
export interface Answer {
  readonly name: string;
  readonly flags: readonly string[];
  /** Further flags with one of these answers to another question. @default - none */
  readonly flagsWith?: Readonly<Record<string, readonly string[]>>;
}

const ACCOUNT = "111122223333";
const CERTIFICATE = `arn:aws:acm:eu-west-1:${ACCOUNT}:certificate/0a1b2c3d-0000-4000-8000-${ACCOUNT}`;
const TLS = ["--host", "models.example.com", "--certificate", CERTIFICATE];
const GATEWAY = ["--transit-gateway", "tgw-0a1b2c3d111122223"];

/** Flags of every combination. */
const COMMON = [
  ...["--name", "acme", "--account", ACCOUNT, "--region", "eu-west-1"],
  ...["--admins", `arn:aws:iam::${ACCOUNT}:role/platform-admin`, "--model", "fraud", "--yes"],
];

const EXISTING = [
  ...["--network", "existing", "--vpc-name", "shared", "--vpc-cidr", "10.0.0.0/16"],
  ...["--private-subnets", "10.0.0.0/20,10.0.16.0/20"],
];

const BY_ID = [
  ...["--network", "existing", "--vpc-id", "vpc-0123456789abcdef0", "--vpc-cidr", "10.0.0.0/16"],
  ...["--private-subnets", "10.0.0.0/20,10.0.16.0/20"],
  ...["--private-subnet-ids", "subnet-0123456789abcdef0,subnet-0123456789abcdef1"],
];

/** Answers by question. Every combination has one of each. */
export const QUESTIONS: Readonly<Record<string, readonly Answer[]>> = {
  network: [
    { name: "closed", flags: ["--network", "none"] },
    { name: "nat", flags: ["--network", "nat"] },
    {
      name: "existing",
      flags: EXISTING,
      flagsWith: { demo: ["--public-subnets", "10.0.32.0/24,10.0.33.0/24"] },
    },
    {
      name: "by-id",
      flags: BY_ID,
      flagsWith: {
        demo: [
          ...["--public-subnets", "10.0.32.0/24,10.0.33.0/24"],
          ...["--public-subnet-ids", "subnet-0123456789abcdef2,subnet-0123456789abcdef3"],
        ],
      },
    },
  ],
  entry: [
    { name: "alb", flags: ["--entry", "alb", ...TLS] },
    { name: "nlb", flags: ["--entry", "nlb"] },
    { name: "nlb-tls", flags: ["--entry", "nlb", ...TLS] },
    { name: "demo", flags: ["--entry", "demo"] },
    { name: "no-entry", flags: ["--entry", "none"] },
  ],
  model: [
    { name: "image", flags: ["--image", "1.0.0"] },
    { name: "gpu", flags: ["--image", "1.0.0", "--gpu", "g5.xlarge"] },
    { name: "file", flags: ["--file", "sklearn"] },
    { name: "llm", flags: ["--language-model", "llama-3.1-8b"] },
  ],
  parts: [
    { name: "no-parts", flags: [] },
    { name: "all-parts", flags: ["--with", "mlflow,pipelines,metrics"] },
  ],
  operators: [
    { name: "routed", flags: ["--operators", "10.64.0.0/16"], flagsWith: { closed: GATEWAY, nat: GATEWAY } },
    { name: "without-path", flags: ["--operators", "10.64.0.0/16"] },
    { name: "nobody", flags: [] },
  ],
};

/** Warnings that answers ask for, with the reason. A warning is expected with all of its answers, of which `a|b` is one. */
export const WARNINGS: readonly (readonly [check: string, answers: readonly string[], why: string])[] = [
  ["plain-http-entry", ["nlb|demo"], "neither has a certificate"],
  ["endpoint-by-nat", ["nat", "demo"], "a cheap demo has no interface endpoints"],
  ["nodes-in-one-zone", ["nat", "demo"], "a cheap demo has nodes in one zone"],
  ["few-replicas", ["nat", "demo", "gpu|llm"], "a cheap demo has one GPU"],
  ["operators-reach-api", ["without-path"], "no route leads back to the operators"],
  ["operators-reach-api", ["existing|by-id", "routed"], "no stack has the routes of an existing network"],
  ["clients-have-return-path", ["without-path", "alb|nlb|nlb-tls"], "no route leads back to the clients"],
  ["clients-have-return-path", ["existing|by-id", "routed", "alb|nlb|nlb-tls"], "the same"],
  [
    "node-drain-time",
    ["nlb|nlb-tls", "image|file|llm"],
    "an NLB deregisters pods for minutes, and a language model starts for minutes",
  ],
  ["registry-layers", ["nat", "all-parts"], "pipelines pull from gcr.io, whose host of layers is unknown"],
  ["pipeline-steps-not-judged", ["all-parts"], "no stack has the steps of pipelines"],
  ["capacity-autoscaler", ["existing", "gpu|llm"], "the autoscaler has no endpoint in an existing network"],
  ["capacity-zone-loss", ["existing", "gpu|llm"], "the same"],
];

/** A combination of answers. */
export interface Combination {
  readonly name: string;
  readonly answers: Readonly<Record<string, Answer>>;
}

/** All combinations of the answers. */
export const COMBINATIONS: readonly Combination[] = Object.entries(QUESTIONS).reduce<readonly Combination[]>(
  (before, [question, answers]) =>
    before.flatMap(({ name, answers: chosen }) =>
      answers.map((answer) => ({
        name: [...(name === "" ? [] : [name]), answer.name].join(" "),
        answers: { ...chosen, [question]: answer },
      })),
    ),
  [{ name: "", answers: {} }],
);

const namesOf = ({ answers }: Combination): string[] => Object.values(answers).map(({ name }) => name);

export const flagsOf = (combination: Combination): string[] => [
  ...COMMON,
  ...Object.values(combination.answers).flatMap(({ flags, flagsWith = {} }) => [
    ...flags,
    ...namesOf(combination).flatMap((other) => flagsWith[other] ?? []),
  ]),
];

/** Ids of the checks that the answers ask for, sorted. */
export function warningsOf(combination: Combination): string[] {
  const names = namesOf(combination);
  const isAsked = (answers: readonly string[]): boolean =>
    answers.every((each) => each.split("|").some((name) => names.includes(name)));
  return [...new Set(WARNINGS.flatMap(([check, answers]) => (isAsked(answers) ? [check] : [])))].sort();
}
