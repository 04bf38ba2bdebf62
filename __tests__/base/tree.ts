import * as fs from "node:fs";
import * as path from "node:path";
import { printAsCdktf } from "../../src/base/output/manifest";
import { RECORD_NAME } from "../../src/base/output/paths";

/** File contents by path. */
export type Tree = Readonly<Record<string, string>>;

/** A synth of these stacks. Each has a `cdk.tf.json` and the given files, by path in the stack's folder. */
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

/** Every file below a folder, without synth's record. */
export function readTree(root: string): Tree {
  return Object.fromEntries(
    fs
      .readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((file) => file !== RECORD_NAME && !fs.lstatSync(path.join(root, file)).isDirectory())
      .sort()
      .map((file) => [file, fs.readFileSync(path.join(root, file), "utf8")]),
  );
}
