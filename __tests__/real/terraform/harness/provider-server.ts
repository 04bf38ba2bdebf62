import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type KeptProcess, keep } from "../../../support/kept-process";
import { builtFolder } from "./go-programs";
import { type Variables, run } from "./processes";
import { providersIn } from "./providers";
import { PROGRAMS } from "./variables";

const SOURCES = resolve(__dirname, "../provider-server");
const NAME = "provider-server";
const SOURCE = "hashicorp/aws";

/** Names the types of the emitted stacks. The server finds further ones in the folder of Terraform. */
const TYPES = resolve(__dirname, "../../../../src/facts/provider-schemas/aws.json");

export interface ProviderServerProps {
  /** Folder of the run. */
  readonly folder: string;
  /** Folder of `terraform init -plugin-dir`. */
  readonly plugins: string;
  readonly env: Variables;
  readonly say: (line: string) => void;
}

/**
 * Starts a server between Terraform and the AWS provider, which answers the two expensive calls from memory (`provider-server/main.go`), and
 * writes a `terraform` for the PATH of tests that uses it. Terraform starts the provider itself for other programs than Terraform, for
 * other systems than Linux, and if the provider is not unpacked in exactly one version.
 *
 * @returns The server, or undefined if Terraform starts the provider
 */
export async function startProviderServer(props: ProviderServerProps): Promise<KeptProcess | undefined> {
  const { folder, plugins, env, say } = props;
  const provider = onlyProvider(plugins);
  if (process.platform !== "linux" || provider === undefined) return undefined;
  const built = await builtFolder({
    sources: SOURCES,
    names: [NAME],
    title: "the server between Terraform and its provider",
    args: ["."],
    env,
    noGo: "npm run test:terraform needs Go 1.26 or later on the PATH",
    say,
  });
  const server = keep({
    program: join(built, NAME),
    args: [join(folder, "provider.sock"), provider, TYPES],
    env,
    log: join(folder, "provider-server.log"),
  });
  while (!server.printed().endsWith("\n")) {
    if (server.isGone()) throw new Error(`${NAME} ended before it listened:\n${server.printed()}`);
    await wait(50);
  }
  await writeTerraform(folder, server.printed().trim(), env);
  return server;
}

/** The unpacked provider of this system, if there is one version of it. */
function onlyProvider(plugins: string): string | undefined {
  const [version, ...others] = providersIn(plugins)[SOURCE] ?? [];
  if (version === undefined || others.length > 0) return undefined;
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  const folder = join(plugins, "registry.terraform.io", SOURCE, version, `linux_${architecture}`);
  if (!existsSync(folder)) return undefined;
  const file = readdirSync(folder).find((name) => name.startsWith("terraform-provider-aws_"));
  return file === undefined ? undefined : join(folder, file);
}

/**
 * Commands for which Terraform uses the provider's package: they read or write the lock file. A run that records the calls of the provider
 * (`recording.ts`) needs its own process too, whose log Terraform writes.
 */
async function writeTerraform(folder: string, servers: string, env: Variables): Promise<void> {
  const { stdout } = await run({ program: "sh", args: ["-c", "command -v terraform"], cwd: folder, env });
  const file = join(folder, PROGRAMS, "terraform");
  mkdirSync(join(folder, PROGRAMS), { recursive: true });
  const lines = [
    "#!/bin/sh",
    'for argument in "$@"; do case "$argument" in -*) ;; *) break ;; esac; done',
    'case "$argument" in',
    "  init | providers | version | get) ;;",
    `  *) [ -n "$TF_LOG_PROVIDER$TF_REATTACH_PROVIDERS" ] || export TF_REATTACH_PROVIDERS='${servers}' ;;`,
    "esac",
    `exec ${stdout.trim()} "$@"`,
    "",
  ];
  writeFileSync(file, lines.join("\n"), { mode: 0o755 });
}
