/** An answer of the wizard: its flags, and the warnings that it asks for. */
export interface Answer {
  readonly name: string;
  readonly flags: readonly string[];
  /** Ids of checks. @default - none */
  readonly warnings?: readonly string[];
  /** Ids of checks that an answer to the question `of` asks for only with one of these answers to another one. @default - none */
  readonly warningsWith?: Readonly<Record<string, readonly string[]>>;
}

const ACCOUNT = "111122223333";
const CERTIFICATE = `arn:aws:acm:eu-west-1:${ACCOUNT}:certificate/0a1b2c3d-0000-4000-8000-${ACCOUNT}`;

/** Flags of every combination. */
export const COMMON = [
  ...["--name", "acme", "--account", ACCOUNT, "--region", "eu-west-1"],
  ...["--admins", `arn:aws:iam::${ACCOUNT}:role/platform-admin`, "--model", "fraud", "--yes"],
];

/** A new environment has no cluster whose versions it could record. */
export const OF_EVERY_ANSWER = ["versions-recorded"];

/** Answers by question. Every combination has one of each. */
export const QUESTIONS: Readonly<Record<string, readonly Answer[]>> = {
  network: [
    { name: "none", flags: ["--network", "none"] },
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
        ...["--private-subnets", "10.0.0.0/20,10.0.16.0/20", "--public-subnets", "10.0.32.0/24,10.0.33.0/24"],
      ],
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
    { name: "none", flags: [] },
    { name: "all", flags: ["--with", "mlflow,pipelines,metrics"] },
  ],
  operators: [
    { name: "routed", flags: ["--operators", "10.64.0.0/16", "--transit-gateway", "tgw-0a1b2c3d111122223"] },
    { name: "without-path", flags: ["--operators", "10.64.0.0/16"], warnings: ["operators-reach-api"] },
    { name: "nobody", flags: [] },
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

export const flagsOf = ({ answers }: Combination): string[] => [
  ...COMMON,
  ...Object.values(answers).flatMap(({ flags }) => flags),
];

/** Ids of the checks that the answers ask for, sorted. */
export function warningsOf({ answers }: Combination): string[] {
  const all = Object.values(answers);
  const names = all.map(({ name }) => name);
  const asked = all.flatMap(({ warnings = [], warningsWith = {} }) => [
    ...warnings,
    ...Object.entries(warningsWith).flatMap(([other, ids]) => (names.includes(other) ? ids : [])),
  ]);
  return [...new Set([...OF_EVERY_ANSWER, ...asked])].sort();
}
