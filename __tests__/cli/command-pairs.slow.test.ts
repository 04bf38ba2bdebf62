import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COMMANDS } from "../../src/cli/commands";
import { LOCK_NAME } from "../../src/base/provider-lock";
import { type Run, runOfAsync } from "../support/command-runs";
import { isComplete } from "../support/covering-sample";
import { ROOT } from "../support/documents";
import { TODAY } from "../support/findings";
import { LOCKS, lockText } from "../support/provider-locks";

const NAME = "demo";
const LAYERS = ["state", "network", "cluster", "platform", "models"];
const folder = mkdtempSync(join(tmpdir(), "command-pairs-"));
const project = join(folder, "project");
const outdir = join(project, "cdktf.out");
const locks = join(project, "locks");
const programs = join(folder, "programs");
afterAll(() => rmSync(folder, { recursive: true }));

const NO_CREDENTIALS = "Unable to locate credentials";

/** A program without an account, and the `terraform providers lock` of a registry. */
function writePrograms(): void {
  mkdirSync(programs);
  for (const [name, text] of Object.entries(LOCKS)) writeFileSync(join(programs, name), text);
  const terraform = [
    `if [ "$1" = version ]; then echo '{"terraform_version": "1.14.0"}'; exit 0; fi`,
    `if grep -q helm main.tf.json; then set=aws+helm+kubernetes; else set=aws; fi`,
    `cp "${programs}/$set.lock.hcl" ${LOCK_NAME}`,
  ];
  const scripts = { aws: [`echo "${NO_CREDENTIALS}" >&2`, "exit 255"], terraform, tofu: terraform };
  for (const [name, lines] of Object.entries(scripts)) {
    writeFileSync(join(programs, name), `#!/bin/sh\n${lines.join("\n")}\n`);
    chmodSync(join(programs, name), 0o755);
  }
}

const initArguments = (name: string): string[] => [
  ...["init", "--name", name, "--account", "111122223333", "--region", "eu-west-1", "--network", "nat"],
  ...["--entry", "demo", "--model", "hello", "--image", "1.0.0", "--yes"],
  ...["--admins", "arn:aws:iam::111122223333:role/platform-admin"],
];

/** Runs a command line of the binary in the project, with the program of a folder. */
function run(line: readonly string[], root = ROOT, at = project): Promise<Run> {
  const command = COMMANDS.find(({ name }) => `${line.join(" ")} `.startsWith(`${name} `));
  if (command === undefined) throw new Error(`no command ${line.join(" ")}`);
  const variables = {
    CDKTF_OUTDIR: outdir,
    ENVIRONMENTS_DIR: join(project, "environments"),
    PATH: `${programs}:/usr/bin:/bin`,
  };
  const args = line.slice(command.name.split(" ").length);
  return runOfAsync(async (output) =>
    command.run(args, { variables, root, folder: at, today: TODAY }, output),
  );
}

interface Action {
  readonly line?: readonly string[];
  /** Words of the error at which it ends in this project, after it compared the inputs. @default - it ends with status 0 */
  readonly endsAt?: string;
  /** Traces that a program leaves which it starts. */
  readonly leaves?: () => void;
}

const only = ["--environments", NAME];
const written = (name: string): string[] => ["--out", join(project, name)];
let environments = 0;

/** Every command of the binary, as users call it after a deployment. */
const ACTIONS: Readonly<Record<string, Action | (() => Action)>> = {
  // Another environment in the same project.
  init: () => ({ line: initArguments(`second${(environments += 1)}`) }),
  synth: { line: ["synth"] },
  check: { line: ["check"] },
  explain: { line: ["explain", "endpoint-missing"] },
  review: { line: ["review", "--before", outdir] },
  cost: { line: ["cost", ...only] },
  "show report": { line: ["show", "report", ...only, ...written("reports")] },
  "show runbook": { line: ["show", "runbook", ...only, ...written("runbooks")] },
  "show diagram": { line: ["show", "diagram", ...only] },
  "show card": { line: ["show", "card", join(folder, "config.json")] },
  // `terraform init` without a lock writes one.
  deploy: {
    line: ["deploy", ...only, "--print"],
    leaves: () => {
      for (const stack of LAYERS.map((layer) => join(outdir, "stacks", `${NAME}-${layer}`))) {
        mkdirSync(join(stack, ".terraform"), { recursive: true });
        if (existsSync(join(stack, LOCK_NAME))) continue;
        writeFileSync(join(stack, LOCK_NAME), lockText([{ version: "5.101.0" }]));
      }
    },
  },
  verify: { line: ["verify", ...only], endsAt: NO_CREDENTIALS },
  destroy: { line: ["destroy", ...only, "--print"] },
  adopt: { line: ["adopt", "--vpc", "vpc-1", "--into", NAME, "--yes"], endsAt: NO_CREDENTIALS },
  handoff: { line: ["handoff", ...only, ...written("handoff")] },
  "lock addresses": { line: ["lock", "addresses", "--accept"] },
  "lock images": { line: ["lock", "images", "--write"] },
  "lock providers": { line: ["lock", "providers"] },
  "lock versions": { line: ["lock", "versions", ...only] },
  policy: { line: ["policy", ...only, ...written("deployer-policies")] },
  workflow: { line: ["workflow", ...only], endsAt: "a role for GitHub Actions" },
  // Without a version it asks a registry; this one ends before.
  upgrade: { line: ["upgrade", "--help"] },
};

const NAMES = Object.keys(ACTIONS);

/** Runs an action; returns the lines that say why it failed. */
async function failureOf(name: string): Promise<string | undefined> {
  const given = ACTIONS[name] ?? {};
  const { line = [], endsAt, leaves } = typeof given === "function" ? given() : given;
  const { status, stdout, stderr } = await run(line);
  leaves?.();
  if (endsAt === undefined ? status === 0 : stderr.includes(endsAt)) return undefined;
  return `${name}: status ${status}: ${stderr}${stdout}`;
}

const kept = join(folder, "kept");

function restore(): void {
  rmSync(project, { recursive: true, force: true });
  cpSync(kept, project, { recursive: true });
}

function keep(): void {
  rmSync(kept, { recursive: true, force: true });
  cpSync(project, kept, { recursive: true });
}

const CONFIG = {
  ...{ model_type: "llama", num_hidden_layers: 2, hidden_size: 64, intermediate_size: 128 },
  ...{ num_attention_heads: 4, num_key_value_heads: 2, vocab_size: 100, max_position_embeddings: 128 },
};

beforeAll(async () => {
  writePrograms();
  writeFileSync(join(folder, "config.json"), JSON.stringify(CONFIG));
  expect(await run(initArguments(NAME))).toMatchObject({ status: 0 });
  expect(await run(["synth"])).toMatchObject({ status: 0 });
  cpSync(project, join(folder, "synthesized"), { recursive: true });
});

beforeEach(() => {
  rmSync(project, { recursive: true });
  cpSync(join(folder, "synthesized"), project, { recursive: true });
});

test("every command of the binary has its line here", () => {
  expect(NAMES).toEqual(COMMANDS.map(({ name }) => name));
});

/** Failures of all commands, each in the state that the first ones left. */
async function failuresAfter(first: readonly string[]): Promise<string[]> {
  for (const name of first) expect(await failureOf(name)).toBeUndefined();
  keep();
  const failures: string[] = [];
  for (const name of NAMES) {
    restore();
    failures.push(...[await failureOf(name)].flatMap((failure) => failure ?? []));
  }
  return failures;
}

/** A deployment leaves more files than each other command. */
const WITH_LOCKS = ["lock images", "deploy"];

if (isComplete)
  test.each(
    [WITH_LOCKS, ["lock providers", "synth", "deploy"], ...NAMES.map((name) => [name])].map((names) => ({
      names,
    })),
  )("after $names, each command works", async ({ names }) => {
    const failures = await failuresAfter(names);
    // New locks are other inputs of an apply.
    const isRefused = (line: string) =>
      names.at(-1) === "lock providers" && /^(check|deploy|handoff): /.test(line);
    expect(failures.filter((line) => !isRefused(line))).toEqual([]);
  });

test("after lock providers, an apply needs a synth first, which replaces the locks that terraform init wrote", async () => {
  for (const name of ["deploy", "lock providers"]) expect(await failureOf(name)).toBeUndefined();
  for (const name of ["check", "deploy", "handoff"]) {
    const failure = await failureOf(name);
    expect(failure).toContain(`${NAME}-network ${LOCK_NAME}`);
    expect(failure).toContain("run npx private-eks-inference synth");
  }
  for (const name of ["cost", "destroy", "synth", "check", "deploy", ...(isComplete ? ["handoff"] : [])])
    expect(await failureOf(name)).toBeUndefined();
});

test("in a deployed project with a folder of locks, each command works after the one before it", async () => {
  const failures: string[] = [];
  for (const name of [...WITH_LOCKS, ...NAMES, ...NAMES.slice(0, 2)])
    failures.push(...[await failureOf(name)].flatMap((failure) => failure ?? []));
  expect(failures).toEqual([]);
});

describe("a refusal names the file that differs", () => {
  const refusal = async (): Promise<string> => (await run(["cost", ...only])).stderr;
  beforeEach(async () => {
    for (const name of ["lock providers", "synth"]) expect(await failureOf(name)).toBeUndefined();
  });

  test("a lock in the folder of locks that was edited", async () => {
    writeFileSync(join(locks, "aws.lock.hcl"), lockText([{ version: "5.102.0" }]));
    const message = await refusal();
    expect(message).toContain("/project/locks/aws.lock.hcl");
    expect(message).not.toContain("aws+helm+kubernetes");
    expect(await failureOf("synth")).toBeUndefined();
    expect(await failureOf("cost")).toBeUndefined();
  });

  test("a lock in the folder of locks that was removed", async () => {
    rmSync(join(locks, "aws+helm+kubernetes.lock.hcl"));
    const message = await refusal();
    expect(message).toContain("/project/locks/aws+helm+kubernetes.lock.hcl");
    expect(message).not.toContain("aws.lock.hcl");
  });

  test("a copied lock that an init with -upgrade edited", async () => {
    const copy = join(outdir, "stacks", `${NAME}-network`, LOCK_NAME);
    writeFileSync(copy, lockText([{ version: "5.102.0" }]));
    const message = await refusal();
    expect(message).toContain(copy);
    expect(message).not.toContain(join(locks, "aws.lock.hcl"));
    expect(await failureOf("synth")).toBeUndefined();
    expect(await failureOf("cost")).toBeUndefined();
  });
});

/** The installed program is a folder of the project; a clone is the program itself. */
test.each([
  ["a project", () => project, () => join(project, "node_modules/private-eks-inference")],
  ["a clone", () => ROOT, () => ROOT],
])("each file that the printed commands of a deployment run is in %s", async (_, folderOf, rootOf) => {
  if (rootOf() !== ROOT) {
    mkdirSync(join(project, "node_modules"));
    symlinkSync(ROOT, rootOf());
  }
  const { status, stdout } = await run(["deploy", ...only, "--print"], rootOf(), folderOf());
  expect(status).toBe(0);
  const files = [...stdout.matchAll(/^(?:\S+=\S+ )?node (\S+) /gm)].map(([, file = ""]) => file);
  expect(files).toHaveLength(2);
  expect(files.filter((file) => file.startsWith("/") || !existsSync(join(folderOf(), file)))).toEqual([]);
});
