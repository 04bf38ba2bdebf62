import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { runDeploy } from "../../../src/deploy/deploy-command";
import { runTeardown } from "../../../src/deploy/teardown-command";
import { LAYERS, type Layer, stackName } from "../../../src/base/layers";
import { protectedAddresses } from "../../../src/deploy/deploy/protection";
import { type Run, runOfAsync } from "../../support/command-runs";
import { readStack } from "../../../src/terraform/output";
import { appliedStates } from "../../support/applied-state";
import { VERSION } from "../../../src/base/version";
import { publishTo, workFolder } from "../../support/published-output";
import { resynthesize } from "../../../src/synth/resynthesize";
import { STACK_FILES } from "../../../src/base/stack-files";

export const ENVIRONMENT = "ml-inference-prod";
const ROOT = resolve(__dirname, "../../..");
const work = workFolder("deploy");
const VPC = { attributes: { id: "vpc-1" } };

/**
 * Simulated programs. `terraform` takes the number of changes of a stack from a file, and makes a state when it applies; `aws`
 * reads states and the list of pushed images. Each records its arguments.
 */
const PROGRAMS: Readonly<Record<string, string>> = {
  terraform: `
for argument in "$@"; do case "$argument" in -chdir=*) folder="\${argument#-chdir=}" ;; esac; done
name=$(basename "$folder" 2>/dev/null)
has() { [ -e "$FACTS/$1" ]; }
case "$*" in
  *version*) printf '{"terraform_version": "%s"}' "\${VERSION:-1.11.4}" ;;
  *" force-unlock "*) rm "$FACTS/$name.lock" ;;
  *" show "*"-json"*) if [ -e "$FACTS/shown-with-imports" ] && grep -q import "$folder/${STACK_FILES.repair}" 2>/dev/null; then cat "$FACTS/shown-with-imports"; elif [ -e "$FACTS/shown" ]; then cat "$FACTS/shown"; else echo '{"resource_changes": []}'; fi ;;
  *" plan "*"-json"*) ;;
  *" untaint "*) sed -i 's/"status":"tainted",//' "$FACTS/$name.state" ;;
  *" init "*migrate-state*) if [ -e "$folder/backend_override.tf.json" ]; then cp "$FACTS/$name.state" "$folder/terraform.tfstate"; else cp "$folder/terraform.tfstate" "$FACTS/$name.state"; fi ;;
  *" init "*) if has "$name.init-fails"; then exit 1; fi ;;
  *" plan "*"-destroy"*) if has "$name.protected" && [ ! -e "$folder/unprotected_override.tf.json" ]; then exit 1; fi; cp "$folder/unprotected_override.tf.json" "$FACTS/$name.override" 2>/dev/null; echo destroy > "$folder/deploy.tfplan"; exit 2 ;;
  *" plan "*) if has "$name.plan-fails"; then exit 1; fi; if has "$name.applied"; then exit 0; fi; echo apply > "$folder/deploy.tfplan"; exit 2 ;;
  *" apply "*)
    if has "$name.slow"; then trap 'echo interrupted >> "$CALLS"; exit 1' INT; : > "$FACTS/started"; i=0; while [ $i -lt 100 ]; do sleep 0.1; i=$((i+1)); done; fi
    if has "$name.apply-fails"; then exit 1; fi
    state="$FACTS/$name.state"; [ -e "$folder/backend_override.tf.json" ] && state="$folder/terraform.tfstate"
    if [ "$(cat "$folder/deploy.tfplan")" = destroy ]; then printf '{"resources": []}' > "$state"; rm -f "$FACTS/$name.applied"
    else cp "$FACTS/$name.full" "$state"; : > "$FACTS/$name.applied"; fi ;;
esac`,
  aws: `
value() { wanted="$1"; shift; while [ $# -gt 0 ]; do [ "$1" = "$wanted" ] && echo "$2" && return; shift; done; }
file_of() { for each in "$@"; do case "$each" in /*object.json) echo "$each" ;; esac; done; }
case "$*" in
  *get-caller-identity*)
    if [ -e "$FACTS/get-caller-identity.error" ]; then cat "$FACTS/get-caller-identity.error" >&2; exit 253; fi
    account=222233334444; [ -e "$FACTS/caller" ] && account=$(grep -Eo '[0-9]{12}' "$FACTS/caller" | head -1)
    case "$*" in *"--query Account"*) echo "$account"; exit ;; esac
    if [ -e "$FACTS/caller" ]; then cat "$FACTS/caller"; else echo '{"Account": "222233334444", "Arn": "arn:aws:sts::222233334444:assumed-role/deployer/me"}'; fi ;;
  *describe-cluster*)
    if [ -e "$FACTS/describe-cluster.error" ]; then cat "$FACTS/describe-cluster.error" >&2; exit 254; fi
    if [ -e "$FACTS/cluster" ]; then cat "$FACTS/cluster"; fi ;;
  *get-object*)
    key=$(value --key "$@"); name="$(dirname "$key" | tr / -)"
    case "$key" in *.tflock) source="$FACTS/$name.lock" ;; *) source="$FACTS/$name.state" ;; esac
    [ -e "$source" ] || { echo "An error occurred (NoSuchKey) when calling GetObject" >&2; exit 254; }
    cp "$source" "$(file_of "$@")"; echo '{}' ;;
  *describe-images*) [ -e "$FACTS/not-pushed" ] && { echo "An error occurred (ImageNotFoundException)" >&2; exit 254; }; echo '{}' ;;
  *describe-repositories*) [ -e "$FACTS/repositories" ] && cat "$FACTS/repositories" || true ;;
  *delete-repository*) rm "$FACTS/repositories" ;;
  *describe-vpc-endpoints*) [ -e "$FACTS/endpoints" ] && cat "$FACTS/endpoints" || true ;;
  *list-object-versions*) [ -e "$FACTS/$(value --bucket "$@").emptied" ] || echo '{"Versions": [{"Key": "k", "VersionId": "v"}]}' ;;
  *get-policy*) if [ -e "$FACTS/no-boundary" ]; then echo "An error occurred (NoSuchEntity) when calling the GetPolicy operation" >&2; exit 254; fi; echo '{}' ;;
  *describe-db-instances*)
    if [ -e "$FACTS/describe-db-instances.error" ]; then cat "$FACTS/describe-db-instances.error" >&2; exit 254; fi
    [ -e "$FACTS/databases" ] && cat "$FACTS/databases" || true ;;
  *describe-key*) [ -e "$FACTS/key" ] && cat "$FACTS/key" || true ;;
  *describe-nodegroup*) [ -e "$FACTS/node-group" ] && cat "$FACTS/node-group" || true ;;
  *delete-objects*) : > "$FACTS/$(value --bucket "$@").emptied" ;;
esac`,
  kubectl: `
case "$*" in
  *"get secrets"*"name=aws-load-balancer-controller"*) [ -e "$FACTS/secrets" ] && cat "$FACTS/secrets" || echo '{"items": []}' ;;
  *"get secrets"*) echo '{"items": []}' ;;
  *"delete secret"*) rm "$FACTS/secrets" ;;
  *"rollout status"*) [ -e "$FACTS/stuck" ] && case "$*" in *"$(cat "$FACTS/stuck") "*) exit 1 ;; esac || true ;;
  *" get "*) [ -e "$FACTS/objects" ] && cat "$FACTS/objects" || true ;;
esac`,
};

/** A machine with an output folder of synth, and simulated programs. */
export class DeployMachine {
  readonly root = mkdtempSync(join(work, "machine-"));
  readonly outdir = join(this.root, "cdktf.out");
  readonly facts = join(this.root, "facts");

  /** `configuration` overrides the environment's file. */
  constructor(programs: readonly string[] = Object.keys(PROGRAMS), configuration: object = {}) {
    const bin = join(this.root, "bin");
    mkdirSync(bin);
    mkdirSync(this.facts);
    for (const program of programs) {
      const log = `printf '%s\\n' "${program} $*" >> "$CALLS"`;
      const script = PROGRAMS[program] ?? PROGRAMS["terraform"];
      writeFileSync(join(bin, program), `#!/bin/sh\n${log}\n${script}\n`, { mode: 0o755 });
    }
    publishTo(this.outdir, { [ENVIRONMENT]: configuration }, VERSION);
    const stacks = LAYERS.map(
      (layer) => [layer, readStack(stackName(ENVIRONMENT, layer), this.folder(layer))] as const,
    );
    for (const [layer, state] of appliedStates(stacks)) this.note(layer, "full", state);
  }

  folder(layer: Layer): string {
    return join(this.outdir, "stacks", stackName(ENVIRONMENT, layer));
  }

  /** Notes a fact about a stack, such as `plan-fails`. */
  note(layer: Layer, fact: string, content: object | string = ""): void {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    writeFileSync(this.fact(layer, fact), text);
  }

  private fact(layer: Layer, fact: string): string {
    return join(this.facts, `${stackName(ENVIRONMENT, layer)}.${fact}`);
  }

  /** Marks layers as applied, each with a VPC as its only resource. */
  holding(...layers: readonly Layer[]): this {
    const resources = [{ mode: "managed", type: "aws_vpc", name: "main", instances: [VPC] }];
    for (const layer of layers) {
      this.note(layer, "applied");
      this.note(layer, "state", { resources });
    }
    return this;
  }

  /** Marks layers as applied with their protected resources, which Terraform destroys only with an override. */
  appliedProtected(...layers: readonly Layer[]): this {
    for (const layer of layers) {
      this.applied(layer);
      this.note(layer, "protected");
      const addresses = protectedAddresses({ json: readStack(layer, this.folder(layer)) });
      const resources = addresses.map((address) => {
        const [type, name] = address.split(".");
        return { mode: "managed", type, name, instances: [{}] };
      });
      this.note(layer, "state", { resources });
    }
    return this;
  }

  /** Marks layers as applied, with what is synthesized. */
  applied(...layers: readonly Layer[]): this {
    for (const layer of layers) {
      this.note(layer, "applied");
      copyFileSync(this.fact(layer, "full"), this.fact(layer, "state"));
    }
    return this;
  }

  /** Taints a resource in the state of a layer, as an apply does that ends with an error; adds it where the state lacks it. */
  tainted(layer: Layer, address: string, attributes: object = {}): this {
    const [type, name] = address.split(".");
    const state = JSON.parse(this.stateOf(layer)) as { resources: { type: string; name: string }[] };
    const instances = [{ status: "tainted", attributes }];
    const others = state.resources.filter((each) => each.type !== type || each.name !== name);
    this.note(layer, "state", {
      ...state,
      resources: [...others, { mode: "managed", type, name, instances }],
    });
    rmSync(this.fact(layer, "applied"), { force: true });
    return this;
  }

  /** The state of a layer in the bucket. */
  stateOf(layer: Layer): string {
    return readFileSync(this.fact(layer, "state"), "utf8");
  }

  get variables() {
    return {
      PATH: `${join(this.root, "bin")}:/usr/bin:/bin`,
      CALLS: join(this.root, "calls"),
      FACTS: this.facts,
      // The inputs of the output are not on this machine.
      ENVIRONMENTS_DIR: join(this.root, "no-environments"),
    };
  }

  /** Runs the command in this process. Without `answers`, there is no terminal. */
  run(
    args: readonly string[],
    answers?: readonly string[],
    own: Readonly<Record<string, string>> = {},
  ): Promise<Run> {
    const left = answers && [...answers];
    return runOfAsync((output) =>
      runDeploy(
        ["--environments", ENVIRONMENT, "--in", this.outdir, ...args],
        {
          variables: { ...this.variables, ...own },
          scripts: join(ROOT, ".github/scripts"),
          resynthesize,
          ...(left ? { question: () => Promise.resolve(left.shift() ?? "") } : {}),
        },
        output,
      ),
    );
  }

  /** Runs `npx private-eks-inference destroy` in this process. Without `answers`, there is no terminal. */
  teardown(args: readonly string[], answers?: readonly string[]): Promise<Run> {
    const left = answers && [...answers];
    return runOfAsync((output) =>
      runTeardown(
        ["--environments", ENVIRONMENT, "--in", this.outdir, ...args],
        {
          variables: this.variables,
          scripts: join(ROOT, ".github/scripts"),
          interval: 10,
          ...(left ? { question: () => Promise.resolve(left.shift() ?? "") } : {}),
        },
        output,
      ),
    );
  }

  /** Runs a command with a terminal that answers by a function. */
  asked(
    command: "deploy" | "teardown",
    args: readonly string[],
    question: () => Promise<string>,
    own: Readonly<Record<string, string>> = {},
  ): Promise<Run> {
    const run = command === "deploy" ? runDeploy : runTeardown;
    const variables = { ...this.variables, ...own };
    return runOfAsync((output) =>
      run(
        ["--environments", ENVIRONMENT, "--in", this.outdir, ...args],
        { variables, scripts: join(ROOT, ".github/scripts"), question, resynthesize },
        output,
      ),
    );
  }

  /** Makes a call of the AWS CLI fail. */
  fails(call: string, error: string): void {
    writeFileSync(join(this.facts, `${call}.error`), error);
  }

  /** Output of a shell with the simulated programs. */
  shell(script: string): string {
    return spawnSync("/bin/sh", ["-c", script], { env: this.variables, encoding: "utf8" }).stdout;
  }

  /** Starts the command in a process of its own. */
  start(args: readonly string[]): ChildProcess {
    const line = ["bin/private-eks-inference.js", "deploy"];
    return spawn(process.execPath, [...line, "--environments", ENVIRONMENT, "--in", this.outdir, ...args], {
      cwd: ROOT,
      env: { ...process.env, ...this.variables },
      stdio: "ignore",
    });
  }

  /** Calls of terraform, each as layer and command. */
  get terraform(): string[] {
    return this.calls.flatMap((call) => {
      const [, layer, rest = ""] = new RegExp(`-chdir=\\S*/${ENVIRONMENT}-(\\w+) (.*)$`).exec(call) ?? [];
      return layer ? [`${layer}: ${rest.replace("-input=false ", "")}`] : [];
    });
  }

  get calls(): string[] {
    const file = this.variables.CALLS;
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  }

  /** The emptied buckets, in their order. */
  get emptied(): string[] {
    const names = this.calls.map((call) => / delete-objects .*--bucket (\S+)/.exec(call)?.[1]);
    return names.filter((name) => name !== undefined);
  }

  /** Notes what a simulated program lists, such as `repositories`. */
  lists(fact: string, content: object): this {
    writeFileSync(join(this.facts, fact), JSON.stringify(content));
    return this;
  }

  has(fact: string): boolean {
    return existsSync(join(this.facts, fact));
  }
}
