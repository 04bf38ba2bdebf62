import { cpSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { type EmittedStacks, runAddresses } from "../../../src/cli/addresses/command";
import { emit } from "../../../src/synth/synth";
import { type Run, runOf } from "../../support/command-runs";
import { recordBeforeRename, writeBeforeRename } from "../../support/renames";
import { WorkingCopy } from "../../support/working-copy";

interface Known extends EmittedStacks {
  readonly copy: Copy;
}

const known = new Map<string, Known>();

/** A working copy in which the command synthesizes equal YAML files once for all tests. */
export class Copy extends WorkingCopy {
  override addresses(...args: readonly string[]): Run {
    const props = {
      variables: { ENVIRONMENTS_DIR: this.environments, CDKTF_OUTDIR: this.outdir },
      emit: (_: string, only?: readonly string[]) => this.emitOnce(only),
    };
    const { status, stdout, stderr } = runOf((output) => runAddresses(args, props, output));
    return { status, stdout: this.shortened(stdout), stderr: this.shortened(stderr) };
  }

  private emitOnce(only: readonly string[] | undefined): EmittedStacks {
    const yaml = this.files.filter((file) => file.endsWith(".yaml"));
    const key = JSON.stringify([only, yaml.map((file) => [file, this.read(file)])]);
    const { copy, environments, stacks, locate } = known.get(key) ?? {
      copy: this,
      ...emit(this.environments, only),
    };
    known.set(key, { copy, environments, stacks, locate });
    return {
      environments: environments.map(({ name, file }) => ({
        name,
        file: join(this.environments, basename(file)),
      })),
      stacks,
      locate: (...place) => {
        const location = locate(...place);
        return location === undefined ? undefined : copy.shortened(location);
      },
    };
  }

  /** A text without the path of this copy. */
  private shortened(text: string): string {
    const near = relative(process.cwd(), this.folder);
    return text.replaceAll(`${this.folder}/`, "").replaceAll(`${near}/`, "");
  }
}

/** A copy whose locks are current. */
export function locked(...names: readonly string[]): Copy {
  const copy = new Copy(...names);
  expect(copy.addresses("--accept")).toMatchObject({ status: 0, stderr: "" });
  return copy;
}

const outputs = new Map<string, string>();

/** A copy with current locks and the output of a synth. Equal outputs are synthesized once. */
export async function synthesized(...names: readonly string[]): Promise<Copy> {
  const copy = locked(...names);
  const key = names.join();
  const output = outputs.get(key);
  if (output === undefined) {
    expect((await copy.synth()).error).toBeUndefined();
    const kept = join(copy.folder, "kept.out");
    cpSync(copy.outdir, kept, { recursive: true });
    outputs.set(key, kept);
  } else cpSync(output, copy.outdir, { recursive: true });
  return copy;
}

export const RENAME = "aws_subnet.workload_a=aws_subnet.private_a";

/** A copy whose locks and output date from before the rename of the first zone's subnet. */
export async function renamed(...names: readonly string[]): Promise<Copy> {
  const copy = await synthesized(...names);
  for (const name of names) {
    const move = { stack: `${name}-network`, from: "aws_subnet.workload_a", to: "aws_subnet.private_a" };
    recordBeforeRename(copy.environments, name, [move]);
    writeBeforeRename(copy.outdir, [move]);
  }
  return copy;
}

/** Removes the second model of mlapp, and so its addresses. */
export function removeModel(copy: Copy): void {
  copy.edit("mlapp.yaml", / {2}- name: training-service[^]*/, "");
}

/** Writes moves into a lock by hand. */
export function addMoves(copy: Copy, environment: string, ...moves: readonly string[]): void {
  copy.edit(`${environment}.addresses.json`, '"moves": []', `"moves": [${moves.join(", ")}]`);
}
