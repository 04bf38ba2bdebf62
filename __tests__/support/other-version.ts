import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { workFolder } from "./published-output";

const PROGRAM = resolve(__dirname, "../../bin/private-eks-inference.js");
const work = workFolder("other-version");

export interface OtherVersion {
  /** @default private-eks-inference */
  readonly name?: string;
  readonly version: string;
  /** JavaScript that runs after a synth of this checkout, with `edit(file, from, to)` for files of the output. @default - none */
  readonly edits?: string;
  /** Message with which its synth fails. @default - it does not */
  readonly refuses?: string;
  /** JavaScript of the whole program. @default - the synth of this checkout */
  readonly program?: string;
  /** @default - no file */
  readonly changelog?: string;
  /** Further keys of package.json. @default - none */
  readonly packageJson?: object;
}

/**
 * Packs a small program in the place of another version: it writes what synth of this checkout writes, and edits it. The synth runs
 * once for the same environments.
 */
export function otherVersion({
  name = "private-eks-inference",
  version,
  edits = "",
  refuses = "",
  program = programOf(edits, refuses),
  changelog,
  packageJson = {},
}: OtherVersion): string {
  const folder = mkdtempSync(join(work, "package-"));
  const content = join(folder, "package");
  mkdirSync(join(content, "bin"), { recursive: true });
  const bin = { "private-eks-inference": "bin/start.js" };
  writeFileSync(join(content, "package.json"), JSON.stringify({ name, version, bin, ...packageJson }));
  if (changelog !== undefined) writeFileSync(join(content, "CHANGELOG.md"), changelog);
  writeFileSync(join(content, "bin/start.js"), program, { mode: 0o755 });
  const tarball = join(folder, `${name}-${version}.tgz`);
  execFileSync("tar", ["czf", tarball, "-C", folder, "package"]);
  return tarball;
}

const programOf = (edits: string, refuses: string): string => `#!/usr/bin/env node
const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
if (${JSON.stringify(refuses)} !== "") {
  process.stderr.write(${JSON.stringify(`${refuses}\n`)});
  process.exit(1);
}
const environments = process.env.ENVIRONMENTS_DIR || "environments";
const outdir = process.env.CDKTF_OUTDIR || "cdktf.out";
const texts = readdirSync(environments).map((name) => [name, readFileSync(join(environments, name), "utf8")]);
const key = createHash("sha256").update(JSON.stringify([process.argv.slice(2), texts])).digest("hex");
const kept = join(${JSON.stringify(work)}, key);
let status = 0;
if (existsSync(kept)) cpSync(kept, outdir, { recursive: true });
else {
  status = spawnSync(process.execPath, [${JSON.stringify(PROGRAM)}, ...process.argv.slice(2)], { stdio: "inherit" }).status;
  if (status === 0) cpSync(outdir, kept, { recursive: true });
}
const edit = (file, from, to) => {
  const path = join(outdir, "stacks", file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(file + " has no " + from);
  writeFileSync(path, text.replaceAll(from, to));
};
if (status === 0) {
  ${edits}
}
process.exit(status);
`;

/** Keeps DNS names of instances out of the VPC of mlapp. */
export const NO_DNS_NAMES = `edit("mlapp-network/cdk.tf.json", '"enable_dns_hostnames": true', '"enable_dns_hostnames": false');`;
