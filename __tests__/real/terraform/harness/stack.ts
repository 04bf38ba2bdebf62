import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { readStack } from "../../../../src/terraform/output";
import { type JsonObject, StackJson, asObject } from "../../../../src/terraform/stack-json";
import { type TerraformError, errorsIn } from "./diagnostics";
import { type OverrideOptions, overridesFor, withOverride, withoutProtection } from "./overrides";
import { type PlanJson } from "./plan-changes";
import { TERRAFORM } from "./program";
import { type LocalFacts } from "./quirks";
import { type Finished, type Running, type Variables, run, start } from "./processes";
import { recording } from "./recording";
import { STACK_FILES } from "../../../../src/base/stack-files";

export interface StackProps {
  readonly name: string;
  readonly folder: string;
  readonly variables: Variables;
  readonly pluginDir: string;
  readonly facts: LocalFacts;
  readonly measured: <Result>(step: string, work: () => Promise<Result>) => Promise<Result>;
}

/** A saved plan file. */
export interface SavedPlan {
  readonly isEmpty: boolean;
  readonly file: string;
  /** Output of Terraform. */
  readonly output: string;
}

/** File with the changes of a test, which Terraform does not read. */
export const CHANGES = ".terraform/changes-of-test.json";

interface Changes {
  readonly synthesized: JsonObject;
  /** Its text as synth wrote it. */
  readonly text: string;
  /** The stack with all overrides. */
  readonly changed: JsonObject;
  readonly overrides: Readonly<Record<string, JsonObject>>;
}

/** Records the digest of a stack, so that commands take the overrides of a test for synthesized. Other modules have no record. */
function recordDigest(folder: string): void {
  const outdir = join(folder, "../..");
  const record = join(outdir, ".synth-files.json");
  if (!existsSync(record)) return;
  const { files } = JSON.parse(readFileSync(record, "utf8")) as { files: Record<string, string> };
  const file = join(folder, STACK_FILES.main);
  files[relative(outdir, file)] = createHash("sha256").update(readFileSync(file)).digest("hex");
  writeFileSync(record, JSON.stringify({ files }));
}

/** A root module in a folder, with the commands of Terraform on it. */
export class Stack {
  constructor(private readonly props: StackProps) {}

  get name(): string {
    return this.props.name;
  }

  get folder(): string {
    return this.props.folder;
  }

  /** The synthesized stack, without the overrides of a test. */
  get json(): StackJson {
    const stack = readStack(this.name, this.folder);
    const { synthesized } = this.changes();
    return new StackJson(this.name, {
      ...stack.json,
      ...synthesized,
      terraform: { ...stack.terraform, ...asObject(synthesized["terraform"]) },
    });
  }

  /** Connects the stack to the local API. After a synth that adds resources, it must be called again. */
  useLocalApi(options: OverrideOptions = {}): void {
    this.override("api", overridesFor(this.json, { ...this.props.facts, ...options }));
  }

  /** Merges the content of an override file into the stack. It replaces an earlier one of this name. */
  override(name: string, content: object): void {
    const { overrides, ...before } = this.changes();
    this.change(before, { ...overrides, [name]: content as JsonObject });
  }

  /** Merges the overrides into the stack again, after a synth. */
  reconnect(): void {
    const { overrides, ...before } = this.changes();
    this.change(before, overrides);
  }

  /** Writes the stack as synth wrote it into another folder. */
  writeSynthesized(folder: string): void {
    writeFileSync(join(folder, STACK_FILES.main), this.changes().text);
    recordDigest(folder);
    rmSync(join(folder, CHANGES), { force: true });
  }

  private change(
    { synthesized, text }: Pick<Changes, "synthesized" | "text">,
    overrides: Changes["overrides"],
  ): void {
    const changed = Object.values(overrides).reduce(withOverride, synthesized);
    this.writeJson(STACK_FILES.main, changed);
    recordDigest(this.folder);
    mkdirSync(dirname(join(this.folder, CHANGES)), { recursive: true });
    this.writeJson(CHANGES, { synthesized, text, changed, overrides });
  }

  private changes(): Omit<Changes, "changed"> {
    const current = this.readJson(STACK_FILES.main);
    const now = { synthesized: current, text: readFileSync(join(this.folder, STACK_FILES.main), "utf8") };
    if (!existsSync(join(this.folder, CHANGES))) return { ...now, overrides: {} };
    const { synthesized, text, changed, overrides } = this.readJson(CHANGES) as unknown as Changes;
    return isDeepStrictEqual(current, changed) ? { synthesized, text, overrides } : { ...now, overrides };
  }

  private readJson(name: string): JsonObject {
    return JSON.parse(readFileSync(join(this.folder, name), "utf8")) as JsonObject;
  }

  init(): Promise<Finished> {
    return this.initStep("init");
  }

  /** Runs an init under another name in the list of steps, such as one that moves state. */
  initStep(step: string, ...args: string[]): Promise<Finished> {
    const plugins = `-plugin-dir=${this.props.pluginDir}`;
    return this.measured(step, () => this.terraform("init", "-input=false", plugins, ...args));
  }

  async validate(): Promise<void> {
    await this.measured("validate", () => this.terraform("validate"));
  }

  /** Saves a plan. `step` is its name in the list of steps. */
  async plan(step: string, ...args: string[]): Promise<SavedPlan> {
    const file = join(this.folder, `${step.replaceAll(/[^a-z0-9]+/gi, "-")}.tfplan`);
    return this.measured(step, async () => {
      const all = ["plan", "-input=false", "-detailed-exitcode", `-out=${file}`, ...args];
      const { code, output } = await this.run(all, [0, 2]);
      return { isEmpty: code === 0, file, output };
    });
  }

  /** The errors of a plan that must fail. */
  async refusedPlan(step: string): Promise<TerraformError[]> {
    return this.measured(step, async () => {
      const { stdout } = await this.run(["plan", "-input=false", "-json"], [1]);
      return errorsIn(stdout);
    });
  }

  /** The JSON of a plan. It takes Terraform seconds, so it is a separate call. */
  async show({ file }: SavedPlan): Promise<PlanJson> {
    const { stdout } = await this.terraform("show", "-json", file);
    return JSON.parse(stdout) as PlanJson;
  }

  /** Applies a saved plan. */
  apply({ file }: SavedPlan, step = "apply"): Promise<Finished> {
    return this.measured(step, () => this.terraform("apply", "-input=false", file));
  }

  async destroy(...args: string[]): Promise<void> {
    await this.measured("destroy", () => this.terraform("destroy", "-input=false", "-auto-approve", ...args));
  }

  /** Removes an address from the state, and leaves its resource. */
  async forget(address: string): Promise<void> {
    await this.terraform("state", "rm", address);
  }

  /** Removes prevent_destroy as the guide describes, and destroys the stack. */
  async destroyUnprotected(): Promise<void> {
    this.writeJson(STACK_FILES.unprotected, withoutProtection(this.json));
    await this.destroy();
    rmSync(join(this.folder, STACK_FILES.unprotected));
  }

  async outputs(): Promise<Record<string, unknown>> {
    const { stdout } = await this.terraform("output", "-json");
    const outputs = JSON.parse(stdout) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** Addresses in the state; those of data sources begin with `data.`. */
  async stateList(): Promise<string[]> {
    const { stdout } = await this.terraform("state", "list");
    return stdout.split("\n").filter((line) => line !== "");
  }

  /** Runs any other command of Terraform. An exit status other than 0 is an error with the complete output. */
  terraform(...args: string[]): Promise<Finished> {
    return this.run(args, [0]);
  }

  /** Runs any other command as a step of the list. */
  terraformStep(step: string, ...args: string[]): Promise<Finished> {
    return this.measured(step, () => this.terraform(...args));
  }

  /** Starts a command without waiting for it. */
  start(...args: string[]): Running {
    return start(this.command(args));
  }

  /**
   * Starts a command whose process group can be signalled, which includes the providers: like Ctrl-C, or like a machine that
   * shuts down. If only Terraform is killed, its providers keep running.
   */
  startGroup(...args: string[]): Running & { readonly signal: (signal: NodeJS.Signals) => void } {
    const running = start({ ...this.command(args), ownGroup: true });
    const { pid } = running;
    if (pid === undefined) throw new Error("terraform did not start");
    return { ...running, signal: (signal) => process.kill(-pid, signal) };
  }

  private writeJson(name: string, content: object): void {
    writeFileSync(join(this.folder, name), `${JSON.stringify(content, null, 2)}\n`);
  }

  private run(args: readonly string[], accepted: readonly number[]): Promise<Finished> {
    return run(this.command(args), accepted);
  }

  private command(args: readonly string[]) {
    const [command = "", ...rest] = args;
    return {
      program: TERRAFORM,
      args: [command, ...(command === "state" ? rest : ["-no-color", ...rest])],
      cwd: this.folder,
      env: { ...this.props.variables, ...recording(this.name) },
    };
  }

  private measured<Result>(step: string, work: () => Promise<Result>): Promise<Result> {
    return this.props.measured(step, work);
  }
}
