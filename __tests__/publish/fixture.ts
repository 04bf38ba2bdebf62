import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { printAsCdktf } from "../../src/publish/manifest";
import { RECORD_NAME } from "../../src/publish/places";
import { publish, type PublishReport, type PublishRequest } from "../../src/publish/publish";

/** Contents by path. */
export type Tree = Readonly<Record<string, string>>;

export const EVERYTHING_IN_SCOPE: Pick<PublishRequest, "isOutOfScope" | "underCdktfCli"> = {
  isOutOfScope: () => false,
  underCdktfCli: false,
};

const folders: string[] = [];

/** An output folder that does not exist yet, in a folder of its own. */
export function newOutdir(): string {
  const parent = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "publish-"));
  fs.chmodSync(parent, 0o755);
  folders.push(parent);
  return path.join(parent, "cdktf.out");
}

export function removeOutdirs(): void {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
}

/** A synth of these stacks: each has a `cdk.tf.json` and the other files that are given, by path in its folder. */
export function synthOf(stacks: Readonly<Record<string, string | Tree>>): Tree {
  const tree: Record<string, string> = {};
  const entries: Record<string, unknown> = {};
  for (const [name, content] of Object.entries(stacks)) {
    const files = typeof content === "string" ? { "cdk.tf.json": content } : content;
    for (const [file, text] of Object.entries(files)) tree[`stacks/${name}/${file}`] = text;
    entries[name] = {
      annotations: [],
      constructPath: name,
      dependencies: [],
      name,
      stackMetadataPath: `stacks/${name}/metadata.json`,
      synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
      workingDirectory: `stacks/${name}`,
    };
  }
  return { ...tree, "manifest.json": printAsCdktf({ stacks: entries, version: "0.21.0" }) };
}

export function writeTree(root: string, tree: Tree): void {
  for (const [file, text] of Object.entries(tree)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
}

/** Every file below a folder, without the record of what synth wrote. */
export function readTree(root: string): Tree {
  return Object.fromEntries(
    fs
      .readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((file) => file !== RECORD_NAME && !fs.lstatSync(path.join(root, file)).isDirectory())
      .sort()
      .map((file) => [file, fs.readFileSync(path.join(root, file), "utf8")]),
  );
}

export function publishTree(outdir: string, tree: Tree, over: Partial<PublishRequest> = {}): PublishReport {
  return publish({ outdir, write: (staged) => writeTree(staged, tree), ...EVERYTHING_IN_SCOPE, ...over });
}

/** What lies beside the output folder; a finished run leaves nothing there. */
export const besides = (outdir: string): string[] =>
  fs.readdirSync(path.dirname(outdir)).filter((name) => name !== path.basename(outdir));

/** The message of the error that a call must throw. */
export function failure(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("expected an error");
}
