import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Document, parseDocument } from "yaml";
import { renewWaivers } from "../../../support/renewed-waivers";
import { type Layer, stackName } from "../../../../src/base/layers";
import { type Finished, type Variables, run } from "./processes";
import { type Run, currentRun, measured } from "./run";
import { CHANGES, Stack } from "./stack";
import { ROOT, synth } from "./synth";
import { isolated } from "./variables";

/**
 * A copy of one reference environment that a test can change, apply and destroy. It has its own AWS account in the local
 * API, so that tests on the shared server do not affect each other.
 */
export class Sandbox {
  /** The hosted zone that was created for the environment's host. @default - none */
  hostedZoneId?: string;

  private constructor(
    /** Subject of the test, as in the list of steps. */
    readonly test: string,
    readonly environment: string,
    readonly account: string,
    readonly region: string,
    /** Folder of its files. A test can add files. */
    readonly folder: string,
    private readonly shared: Run,
    /** Environment variables of every process: credentials of the account, and the endpoint of the local API. */
    readonly variables: Variables,
  ) {}

  /** Creates a sandbox. `test` must be unique for the environment, since the account is derived from it. */
  static async create(test: string, environment: string): Promise<Sandbox> {
    const shared = currentRun();
    const folder = join(shared.folder, "sandboxes", `${test} ${environment}`.replaceAll(" ", "-"));
    const environments = join(folder, "environments");
    mkdirSync(folder, { recursive: true });
    cpSync(join(ROOT, "examples"), environments, { recursive: true });
    const files = readdirSync(environments).filter((file) => file.endsWith(".yaml"));
    for (const file of files) giveOwnAccount(join(environments, file), `${test}/${file}`);
    for (const file of readdirSync(environments).filter((each) => each.endsWith(".addresses.json")))
      forgetValues(join(environments, file));
    const account = written(environments, environment, "account");
    const region = written(environments, environment, "region");
    const variables = await credentials(shared, folder, account, region);
    return new Sandbox(test, environment, account, region, folder, shared, variables);
  }

  /** Changes the environment's YAML file for the next synth. */
  edit(change: (yaml: Document) => void): void {
    editFile(join(this.folder, "environments", `${this.environment}.yaml`), change);
  }

  /** Changes the file in which a key is: the environment's own, or one that it extends. */
  editWhere(path: readonly string[], change: (yaml: Document) => void): void {
    editFile(fileWith(join(this.folder, "environments"), this.environment, path), change);
  }

  /** A value of the environment's own file, or of one that it extends; undefined if none has the key. */
  inherited(path: readonly string[]): unknown {
    const file = findFile(join(this.folder, "environments"), this.environment, path);
    return file === undefined ? undefined : parseDocument(readFileSync(file, "utf8")).getIn(path);
  }

  /** The environment's own file. */
  get text(): string {
    return readFileSync(join(this.folder, "environments", `${this.environment}.yaml`), "utf8");
  }

  /** A value of the environment's own file, without its base. A mapping is a `YAMLMap`. */
  written(path: readonly string[]): unknown {
    return parseDocument(this.text).getIn(path);
  }

  /** Name of the environment's state bucket. */
  get stateBucket(): string {
    return `${this.environment}-tfstate-${this.account}`;
  }

  /**
   * Synthesizes the environment, including its checks, into its output folder. A waiver whose finding has other words than
   * before is renewed: the tests are about Terraform.
   */
  async synth(): Promise<void> {
    const once = (): Promise<void> =>
      synth({
        environmentsDir: this.environments,
        outdir: this.outdir,
        environment: this.environment,
        env: this.variables,
      });
    await this.measured(this.environment, "synth", () =>
      once().catch((error: unknown) => {
        if (!renewWaivers(this.environments, String(error))) throw error;
        return once();
      }),
    );
    for (const folder of this.changedStacks) this.moduleIn(folder, "state").reconnect();
  }

  /** Copies the output folder as synth wrote it, without the overrides of the stacks. */
  copyOutput(target: string): void {
    cpSync(this.outdir, target, { recursive: true });
    for (const folder of this.changedStacks)
      this.moduleIn(folder, "state").writeSynthesized(join(target, relative(this.outdir, folder)));
  }

  /** Folders of stacks with overrides. */
  private get changedStacks(): string[] {
    const stacks = join(this.outdir, "stacks");
    return readdirSync(stacks)
      .map((name) => join(stacks, name))
      .filter((folder) => existsSync(join(folder, CHANGES)));
  }

  private get environments(): string {
    return join(this.folder, "environments");
  }

  /** The stack of a layer. `variables` override those of the sandbox, for example the endpoint of AWS. */
  stack(layer: Layer, variables: Variables = {}): Stack {
    return this.moduleIn(join(this.outdir, "stacks", stackName(this.environment, layer)), layer, variables);
  }

  /** A root module in another folder, such as a handed-over module. */
  moduleIn(folder: string, layer: Layer, variables: Variables = {}): Stack {
    const name = stackName(this.environment, layer);
    return new Stack({
      name,
      folder,
      variables: { ...this.variables, ...variables },
      pluginDir: this.shared.pluginDir,
      facts: this.hostedZoneId === undefined ? {} : { hostedZoneId: this.hostedZoneId },
      measured: (step, work) => this.measured(name, step, work),
    });
  }

  /** Calls the AWS CLI with the account's credentials, and parses its output. */
  async aws(...args: string[]): Promise<unknown> {
    const { stdout } = await this.runAws(args);
    return stdout.trim() === "" ? undefined : (JSON.parse(stdout) as unknown);
  }

  /** Calls the AWS CLI as the owner of another account, in the sandbox's region. */
  async awsOf(account: string, ...args: string[]): Promise<unknown> {
    const variables = await credentials(this.shared, this.folder, account, this.region);
    const { stdout } = await this.runAws(args, variables);
    return stdout.trim() === "" ? undefined : (JSON.parse(stdout) as unknown);
  }

  private runAws(args: readonly string[], env = this.variables): Promise<Finished> {
    return run({ program: "aws", args: [...args, "--output", "json"], cwd: this.folder, env });
  }

  private measured<Result>(stack: string, name: string, work: () => Promise<Result>): Promise<Result> {
    return measured(this.shared, { test: this.test, stack, name }, work);
  }

  /** Output folder of the sandbox. */
  get outdir(): string {
    return join(this.folder, "cdktf.out");
  }
}

function editFile(file: string, change: (yaml: Document) => void): void {
  const yaml = parseDocument(readFileSync(file, "utf8"));
  change(yaml);
  writeFileSync(file, yaml.toString());
}

/** Replaces the account id everywhere in a file, including ARNs. Each file gets its own. */
function giveOwnAccount(file: string, owner: string): void {
  const yaml = readFileSync(file, "utf8");
  const account = /^account: "(\d{12})"$/m.exec(yaml)?.[1];
  if (account === undefined) throw new Error(`${file}: no line with an account`);
  writeFileSync(file, yaml.replaceAll(account, accountOf(owner)));
}

/** Removes recorded values from an address lock: names contain the account, and ids of other networks are created. */
export function forgetValues(file: string): void {
  const { values, ...lock } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  if (values === undefined) throw new Error(`${file}: no values`);
  writeFileSync(file, JSON.stringify(lock));
}

/** An account id of twelve digits, derived from a name. */
function accountOf(owner: string): string {
  const digest = createHash("sha256").update(owner).digest();
  return String(1e11 + Number(digest.readBigUInt64BE() % BigInt(9e11)));
}

/** A text value of an environment's file, or of a file that it extends. */
function written(environments: string, environment: string, key: string): string {
  const file = fileWith(environments, environment, [key]);
  const value = parseDocument(readFileSync(file, "utf8")).get(key);
  if (typeof value === "string") return value;
  throw new Error(`${file}: ${key} is no text`);
}

/** An environment's file if it has a key, or else the file that it extends. */
function fileWith(environments: string, environment: string, path: readonly string[]): string {
  const file = findFile(environments, environment, path);
  if (file === undefined) throw new Error(`${environment}: no ${path.join(".")}`);
  return file;
}

function findFile(environments: string, environment: string, path: readonly string[]): string | undefined {
  const file = join(environments, `${environment}.yaml`);
  const yaml = parseDocument(readFileSync(file, "utf8"));
  if (yaml.hasIn(path)) return file;
  const base = yaml.get("extends");
  return typeof base === "string" ? findFile(environments, base, path) : undefined;
}

/** Credentials of an assumed role. moto separates resources by account, and uses the account of the role. */
async function credentials(shared: Run, folder: string, account: string, region: string): Promise<Variables> {
  const local = {
    ...isolated(process.env, shared.folder),
    AWS_ENDPOINT_URL: shared.endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
  const role = `arn:aws:iam::${account}:role/deployer`;
  const { stdout } = await run({
    program: "aws",
    args: ["sts", "assume-role", "--role-arn", role, "--role-session-name", "tests", "--output", "json"],
    cwd: folder,
    env: { ...local, AWS_ACCESS_KEY_ID: "none", AWS_SECRET_ACCESS_KEY: "none" },
  });
  const { Credentials } = JSON.parse(stdout) as { Credentials: Record<string, string> };
  return {
    ...local,
    AWS_ACCESS_KEY_ID: Credentials["AccessKeyId"],
    AWS_SECRET_ACCESS_KEY: Credentials["SecretAccessKey"],
    AWS_SESSION_TOKEN: Credentials["SessionToken"],
  };
}
