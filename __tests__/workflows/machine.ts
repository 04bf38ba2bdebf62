import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { type Layer } from "../../src/base/layers";
import { workFolder } from "../support/published-output";
import { planOf } from "../support/reference-plans";

const SCRIPTS = resolve(__dirname, "../../.github/scripts");
const work = workFolder("plan-scripts");
export const ENVIRONMENT = "ml-inference-prod";
export const COMMIT = "0123456789abcdef0123456789abcdef01234567";
export const SECRET = "do not show this";

/**
 * Simulated programs. `aws` copies objects to and from a folder, `terraform` writes a plan, and each records its arguments
 * and standard input.
 */
const PROGRAMS: Readonly<Record<string, string>> = {
  aws: `
value() { shift_to="$1"; shift; while [ $# -gt 0 ]; do [ "$1" = "$shift_to" ] && echo "$2" && return; shift; done; }
case "$*" in
  *get-login-password*) echo a-password ;;
  *put-object*) key=$(value --key "$@"); mkdir -p "$BUCKET/$(dirname "$key")"; cp "$(value --body "$@")" "$BUCKET/$key" ;;
  *get-object*) for file in "$@"; do :; done; cp "$BUCKET/$(value --key "$@")" "$file" ;;
esac`,
  kubectl: `
case "$*" in
  *"rollout status deployment/$STUCK "*) echo "exceeded its progress deadline"; exit 1 ;;
  *"get inferenceservices"*) echo '{"spec": {"predictor": {"containers": [{"image": "new", "resources": {"requests": {"cpu": "0.5"}}}]}}}' ;;
  *"get pods -l "*) echo '{"items": [{"metadata": {"name": "pod-1"}, "status": {"phase": "Pending", "conditions": [{"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/3 nodes are available"}], "containerStatuses": [{"name": "server", "state": {"waiting": {"reason": "ImagePullBackOff", "message": "no such tag"}}}]}}]}' ;;
  *"get deployment"*"-o json"*) echo '{"spec": {"selector": {"matchLabels": {"app": "a"}}, "template": {"spec": {"containers": [{"image": "'"\${OLD_IMAGE:-new}"'", "resources": {"requests": {"cpu": "500m"}}}]}}}}' ;;
  *"get events"*) echo "FailedCreate: exceeded quota" ;;
esac`,
  helm: 'cat >> "$CALLS"',
  terraform: `
for argument in "$@"; do case "$argument" in -chdir=*) folder="\${argument#-chdir=}" ;; esac; done
case "$*" in
  *" plan "*) echo "${SECRET}"; echo "the plan" > "$folder/approved.tfplan"; exit "\${PLAN_STATUS:-2}" ;;
  *" show "*) cat "$SHOWN" ;;
esac
exit "\${INIT_STATUS:-0}"`,
};

const SHOWN = {
  resource_changes: [
    { address: "aws_vpc.main", change: { actions: ["delete", "create"], after: { name: SECRET } } },
    { address: "aws_vpc.same", change: { actions: ["no-op"], after: { name: SECRET } } },
    { address: "data.aws_vpc.read", change: { actions: ["read"] } },
    { address: "aws_eip.found", change: { actions: ["no-op"], importing: { id: SECRET } } },
    { address: "aws_eip.moved", previous_address: "aws_eip.old", change: { actions: ["no-op"] } },
  ],
  output_changes: { id: { actions: ["update"], after: SECRET }, same: { actions: ["no-op"] } },
};

/** A machine with an output folder of synth and a state bucket. */
export class Machine {
  readonly root = mkdtempSync(join(work, "machine-"));
  private readonly bin = join(this.root, "bin");

  constructor(
    readonly layer: Layer,
    readonly bucket = join(this.root, "bucket"),
  ) {
    mkdirSync(this.bin);
    for (const [name, script] of Object.entries(PROGRAMS)) {
      const log = `printf '%s\\n' "$(basename "$0") $*" >> "$CALLS"`;
      writeFileSync(join(this.bin, name), `#!/bin/sh\n${log}\n${script}\n`);
      chmodSync(join(this.bin, name), 0o755);
    }
    const folder = join(this.root, this.stack);
    mkdirSync(join(folder, "charts/own"), { recursive: true });
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(planOf(ENVIRONMENT).stack(layer).json));
    this.write(".terraform.lock.hcl", "lock");
    this.write("charts/own/Chart.yaml", "name: own");
    writeFileSync(join(this.root, "shown.json"), JSON.stringify(SHOWN));
  }

  get stack(): string {
    return `cdktf.out/stacks/${ENVIRONMENT}-${this.layer}`;
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.root, this.stack, path), text);
  }

  remove(path: string): void {
    rmSync(join(this.root, this.stack, path));
  }

  read(path: string): string | undefined {
    const file = join(this.root, this.stack, path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  }

  /** Gives a program another script. */
  replace(program: string, script: string): void {
    writeFileSync(join(this.bin, program), `#!/bin/sh\n${script}\n`);
  }

  /** Writes the stack of the cluster beside that of the layer. */
  addCluster(): void {
    const folder = join(this.root, `cdktf.out/stacks/${ENVIRONMENT}-cluster`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(planOf(ENVIRONMENT).stack("cluster").json));
  }

  /** Lines of the log of all programs. */
  get calls(): string[] {
    const file = join(this.root, "calls");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  }

  /** Runs a script. A variable with an empty value is unset. */
  run(script: string, env: Readonly<Record<string, string>> = {}, stack = this.stack) {
    return this.start(process.execPath, [join(SCRIPTS, script), stack], env);
  }

  /** Runs the shell commands of a step of a workflow, at the root of the repository. */
  shell(commands: string, env: Readonly<Record<string, string>> = {}) {
    if (!existsSync(join(this.root, ".github")))
      symlinkSync(resolve(SCRIPTS, ".."), join(this.root, ".github"));
    // plan.yml plans another output folder.
    if (!existsSync(join(this.root, "head.out")))
      symlinkSync(join(this.root, "cdktf.out"), join(this.root, "head.out"));
    return this.start("bash", ["--norc", "-e", "-c", commands], env);
  }

  private start(program: string, args: readonly string[], env: Readonly<Record<string, string>>) {
    const [output, summary] = [join(this.root, "output"), join(this.root, "summary")];
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: this.root,
      encoding: "utf8",
      env: {
        PATH: `${this.bin}:${process.env["PATH"] ?? ""}`,
        CALLS: join(this.root, "calls"),
        BUCKET: this.bucket,
        SHOWN: join(this.root, "shown.json"),
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        ENVIRONMENT,
        LAYER: this.layer,
        COMMIT,
        RUN: "17-1",
        ...env,
      },
    });
    const text = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");
    return { status, stdout, stderr, printed: stdout + stderr, output: text(output), summary: text(summary) };
  }

  /** Stores the plan, and returns the outputs of the script. */
  store(env: Readonly<Record<string, string>> = {}): Record<string, string> {
    const { status, output, printed } = this.run("store-plan.mjs", env);
    expect({ status, printed }).toMatchObject({ status: 0 });
    return Object.fromEntries(
      output
        .trim()
        .split("\n")
        .map((line) => line.split("=") as [string, string]),
    );
  }
}
