/** An answer of the wizard: its flags, and the warnings that it asks for. */
export interface Answer {
  readonly name: string;
  readonly flags: readonly string[];
  /** Further flags with one of these answers to another question. @default - none */
  readonly flagsWith?: Readonly<Record<string, readonly string[]>>;
  /** Ids of checks. @default - none */
  readonly warnings?: readonly string[];
  /** Ids of checks with one of these answers to another question. @default - none */
  readonly warningsWith?: Readonly<Record<string, readonly string[]>>;
}

const ACCOUNT = "111122223333";
const CERTIFICATE = `arn:aws:acm:eu-west-1:${ACCOUNT}:certificate/0a1b2c3d-0000-4000-8000-${ACCOUNT}`;

const GATEWAY = ["--transit-gateway", "tgw-0a1b2c3d111122223"];

/** Flags of every combination. */
export const COMMON = [
  ...["--name", "acme", "--account", ACCOUNT, "--region", "eu-west-1"],
  ...["--admins", `arn:aws:iam::${ACCOUNT}:role/platform-admin`, "--model", "fraud", "--yes"],
];

/** A new environment has no cluster whose versions it could record, and states no quotas of its account. */
export const OF_EVERY_ANSWER = ["account-quotas", "versions-recorded"];

/** Answers by question. Every combination has one of each. */
export const QUESTIONS: Readonly<Record<string, readonly Answer[]>> = {
  network: [
    { name: "closed", flags: ["--network", "none"] },
    // A demo has no interface endpoints: its calls go through NAT.
    {
      name: "nat",
      flags: ["--network", "nat"],
      warningsWith: { demo: ["endpoint-by-nat", "nodes-in-one-zone"] },
    },
    {
      name: "existing",
      flags: [
        ...["--network", "existing", "--vpc-name", "shared", "--vpc-cidr", "10.0.0.0/16"],
        ...["--private-subnets", "10.0.0.0/20,10.0.16.0/20"],
      ],
      flagsWith: { demo: ["--public-subnets", "10.0.32.0/24,10.0.33.0/24"] },
      // No stack has the routes of the network.
      warningsWith: { routed: ["operators-reach-api"] },
    },
  ],
  entry: [
    { name: "alb", flags: ["--entry", "alb", "--host", "models.example.com", "--certificate", CERTIFICATE] },
    { name: "nlb", flags: ["--entry", "nlb"], warnings: ["plain-http-entry"] },
    {
      name: "nlb-tls",
      flags: ["--entry", "nlb", "--host", "models.example.com", "--certificate", CERTIFICATE],
    },
    { name: "demo", flags: ["--entry", "demo"], warnings: ["plain-http-entry"] },
  ],
  model: [
    { name: "image", flags: ["--image", "1.0.0"] },
    { name: "gpu", flags: ["--image", "1.0.0", "--gpu", "g5.xlarge"] },
    { name: "file", flags: ["--file", "sklearn"] },
  ],
  parts: [
    { name: "no-parts", flags: [] },
    {
      name: "all-parts",
      flags: ["--with", "mlflow,pipelines,metrics"],
      warnings: ["pipeline-steps-not-judged"],
    },
  ],
  operators: [
    { name: "routed", flags: ["--operators", "10.64.0.0/16"], flagsWith: { closed: GATEWAY, nat: GATEWAY } },
    { name: "without-path", flags: ["--operators", "10.64.0.0/16"], warnings: ["operators-reach-api"] },
    { name: "nobody", flags: [], warnings: ["operators-reach-api"] },
  ],
};

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

/** Flags or warnings of each answer, alone and with the other answers of a combination. */
const added = (
  { answers }: Combination,
  always: "flags" | "warnings",
  sometimes: "flagsWith" | "warningsWith",
): string[] => {
  const names = Object.values(answers).map(({ name }) => name);
  return Object.values(answers).flatMap((answer) => [
    ...(answer[always] ?? []),
    ...Object.entries(answer[sometimes] ?? {}).flatMap(([other, more]) =>
      names.includes(other) ? more : [],
    ),
  ]);
};

export const flagsOf = (combination: Combination): string[] => [
  ...COMMON,
  ...added(combination, "flags", "flagsWith"),
];

/** Ids of the checks that the answers ask for, sorted. */
export const warningsOf = (combination: Combination): string[] =>
  [...new Set([...OF_EVERY_ANSWER, ...added(combination, "warnings", "warningsWith")])].sort();
