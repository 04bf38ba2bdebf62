import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type JsonObject, StackJson } from "../../src/terraform-json/stack-json";
import { type TerraformError, errorsIn } from "./diagnostics";
import { type OverrideOptions, overridesFor, withoutProtection } from "./overrides";
import { type PlanJson } from "./plan-changes";
import { type LocalFacts } from "./quirks";
import { type Finished, type Running, type Variables, run, start } from "./processes";

export interface StackProps {
  readonly name: string;
  readonly folder: string;
  readonly variables: Variables;
  readonly pluginDir: string;
  readonly facts: LocalFacts;
  readonly measured: <Result>(step: string, work: () => Promise<Result>) => Promise<Result>;
}

/** A plan that was made and kept. */
export interface MadePlan {
  readonly isEmpty: boolean;
  readonly file: string;
  /** What terraform printed. */
  readonly output: string;
}

const LOCAL_API = "local_api_override.tf.json";

/** A root module in a folder, and the real terraform that works on it. */
export class Stack {
  constructor(private readonly props: StackProps) {}

  get name(): string {
    return this.props.name;
  }

  get folder(): string {
    return this.props.folder;
  }

  /** What synth wrote. */
  get json(): StackJson {
    const text = readFileSync(join(this.folder, "cdk.tf.json"), "utf8");
    return new StackJson(this.name, JSON.parse(text) as JsonObject);
  }

  /**
   * Points the stack to the local API, by an override file beside what synth wrote; a later synth that adds resources
   * needs it anew.
   */
  useLocalApi(options: OverrideOptions = {}): void {
    this.writeJson(LOCAL_API, overridesFor(this.json, { ...this.props.facts, ...options }));
  }

  init(): Promise<Finished> {
    return this.initStep("init");
  }

  /** An init that is listed under another name, such as one that moves state. */
  initStep(step: string, ...args: string[]): Promise<Finished> {
    const plugins = `-plugin-dir=${this.props.pluginDir}`;
    return this.measured(step, () => this.terraform("init", "-input=false", plugins, ...args));
  }

  async validate(): Promise<void> {
    await this.measured("validate", () => this.terraform("validate"));
  }

  /** `step` is the name that the plan has in the list of steps. */
  async plan(step: string, ...args: string[]): Promise<MadePlan> {
    const file = join(this.folder, `${step.replaceAll(/[^a-z0-9]+/gi, "-")}.tfplan`);
    return this.measured(step, async () => {
      const all = ["plan", "-input=false", "-detailed-exitcode", `-out=${file}`, ...args];
      const { code, output } = await this.run(all, [0, 2]);
      return { isEmpty: code === 0, file, output };
    });
  }

  /** The errors with which a plan is refused; one that passes is an error itself. */
  async refusedPlan(step: string): Promise<TerraformError[]> {
    return this.measured(step, async () => {
      const { stdout } = await this.run(["plan", "-input=false", "-json"], [1]);
      return errorsIn(stdout);
    });
  }

  /** The plan as data; terraform needs seconds for it, so it is asked for apart. */
  async show({ file }: MadePlan): Promise<PlanJson> {
    const { stdout } = await this.terraform("show", "-json", file);
    return JSON.parse(stdout) as PlanJson;
  }

  /** Applies a plan that was made. */
  async apply({ file }: MadePlan, step = "apply"): Promise<void> {
    await this.measured(step, () => this.terraform("apply", "-input=false", file));
  }

  async destroy(...args: string[]): Promise<void> {
    await this.measured("destroy", () => this.terraform("destroy", "-input=false", "-auto-approve", ...args));
  }

  /** Lifts the protection of what `destroy` refuses to delete, in the way that README tells, and destroys. */
  async destroyUnprotected(): Promise<void> {
    this.writeJson("unprotected_override.tf.json", withoutProtection(this.json));
    await this.destroy();
  }

  async outputs(): Promise<Record<string, unknown>> {
    const { stdout } = await this.terraform("output", "-json");
    const outputs = JSON.parse(stdout) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** Addresses of what the state holds; data sources begin with `data.`. */
  async stateList(): Promise<string[]> {
    const { stdout } = await this.terraform("state", "list");
    return stdout.split("\n").filter((line) => line !== "");
  }

  /** Any other command of terraform; a status other than 0 is an error with all that was printed. */
  terraform(...args: string[]): Promise<Finished> {
    return this.run(args, [0]);
  }

  /** Any other command, in the list of steps. */
  terraformStep(step: string, ...args: string[]): Promise<Finished> {
    return this.measured(step, () => this.terraform(...args));
  }

  /** Starts a command and lets the caller wait for it, look at its status, or kill it. */
  start(...args: string[]): Running {
    return start(this.command(args));
  }

  /**
   * Starts a command together with a way to signal it and the providers that it starts: as Ctrl-C does, or as a machine
   * that goes down. A terraform that is killed alone leaves its providers running.
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
      program: "terraform",
      args: [command, ...(command === "state" ? rest : ["-no-color", ...rest])],
      cwd: this.folder,
      env: this.props.variables,
    };
  }

  private measured<Result>(step: string, work: () => Promise<Result>): Promise<Result> {
    return this.props.measured(step, work);
  }
}
