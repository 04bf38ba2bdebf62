import { existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { LOCK_NAME } from "../../base/provider-lock";
import { type Json, type JsonObject, asObject } from "../../terraform/stack-json";
import { type CommandLine, type Finished, type Programs } from "./programs";
import { type DeployedStack } from "./stacks";

const PLAN = "deploy.tfplan";

type Planned = "changes" | "no changes" | "failed";

/** Terraform or OpenTofu in the folder of a stack. */
export class Terraform {
  constructor(
    private readonly programs: Programs,
    private readonly program: string,
    readonly stack: DeployedStack,
  ) {}

  async init(...args: string[]): Promise<boolean> {
    return (await this.programs.run(this.line("init", ...initOptions(this.stack), ...args))) === 0;
  }

  /** Makes a plan that `apply` uses. */
  async plan(...args: string[]): Promise<Planned> {
    const options = ["-input=false", "-detailed-exitcode", `-out=${PLAN}`];
    const code = await this.programs.run(this.line("plan", ...options, ...args));
    return code === 2 ? "changes" : code === 0 ? "no changes" : "failed";
  }

  /** Applies exactly the plan that was shown. */
  async apply(): Promise<boolean> {
    return (await this.programs.run(this.line("apply", "-input=false", PLAN))) === 0;
  }

  /** The JSON of the plan that `apply` uses. */
  async planned(): Promise<JsonObject> {
    const { stdout } = await this.programs.read(this.line("show", "-json", PLAN));
    return asObject(JSON.parse(stdout) as Json);
  }

  /** Removes the plan, which contains values of resources. */
  forgetPlan(): void {
    rmSync(join(this.stack.folder, PLAN), { force: true });
  }

  async unlock(id: string): Promise<boolean> {
    return (await this.programs.run(this.line("force-unlock", "-force", id))) === 0;
  }

  async untaint(address: string): Promise<boolean> {
    return (await this.programs.run(this.line("untaint", address))) === 0;
  }

  /** Removes an address from the state, and leaves its object. */
  async forget(address: string): Promise<boolean> {
    return (await this.programs.run(this.line("state", "rm", address))) === 0;
  }

  /** Runs any command in a copy of the folder, with the providers and the backend of the stack's own. */
  readIn(folder: string, ...args: string[]): Promise<Finished> {
    const data = resolve(this.stack.folder, ".terraform");
    return this.programs.read([this.program, `-chdir=${folder}`, ...args], { TF_DATA_DIR: data });
  }

  private line(command: string, ...args: string[]): CommandLine {
    return [this.program, `-chdir=${this.stack.folder}`, command, ...args];
  }
}

/** Options of an init. With a lock, only the locked providers are used. */
export const initOptions = ({ folder }: DeployedStack): string[] => [
  "-input=false",
  ...(existsSync(join(folder, LOCK_NAME)) ? ["-lockfile=readonly"] : []),
];
