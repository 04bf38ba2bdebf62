import { cpSync, existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStacks } from "../../../../src/terraform/output";
import { shareResults } from "../../../support/jest/results-of-sources.js";
import { type KeptProcess } from "../../../support/kept-process";
import { startAwsServer } from "./aws-server";
import { type LocalAws, startLocalAws } from "./local-aws";
import { pluginDir } from "./plugin-dir";
import { TERRAFORM, providersForOpenTofu } from "./program";
import { missingPrograms } from "./programs";
import { startProviderServer } from "./provider-server";
import { providersIn } from "./providers";
import { publishRun, removeRun } from "./run";
import { ROOT, synth } from "./synth";
import { NO_SETTINGS, isolated } from "./variables";

declare global {
  /** Passed from the setup to the teardown. */
  var localAws: LocalAws | undefined;
  /** Passed from the setup to the teardown. */
  var providerServer: KeptProcess | undefined;
  /** Passed from the setup to the teardown. */
  var awsServer: KeptProcess | undefined;
}

/** Prepares the shared parts of a run: a folder, one synth of all environments, the providers, and the local API. */
export default async function setUp(): Promise<void> {
  shareResults();
  const folder = mkdtempSync(join(tmpdir(), "terraform-tests-"));
  try {
    writeFileSync(join(folder, NO_SETTINGS), "");
    const env = isolated(process.env, folder);
    const missing = await missingPrograms(env);
    if (missing.length > 0) throw new Error(`npm run test:terraform needs:\n  ${missing.join("\n  ")}`);
    const synthesized = join(folder, "cdktf.out");
    // A copy, beside which are no locks: a mirror may lack the locked versions.
    const environmentsDir = join(folder, "environments");
    cpSync(join(ROOT, "examples"), environmentsDir, { recursive: true });
    await synth({ environmentsDir, outdir: synthesized, env });
    const mirror = process.env["TF_PLUGIN_DIR"];
    const plugins = await pluginDir(
      readStacks(synthesized).map(({ stack }) => stack),
      {
        ...(mirror ? { mirror } : {}),
        cache: join(ROOT, ".cache/terraform-providers"),
        folder: join(folder, "providers"),
        env: { ...env, TF_CLI_CONFIG_FILE: existingFile(process.env["TF_CLI_CONFIG_FILE"]) },
      },
    );
    globalThis.localAws = await startLocalAws(folder, env);
    globalThis.awsServer = await startAwsServer(folder, env);
    if (TERRAFORM === "terraform")
      globalThis.providerServer = await startProviderServer({ folder, plugins, env, say: console.log });
    publishRun({
      folder,
      endpoint: globalThis.localAws.endpoint,
      pluginDir:
        TERRAFORM === "terraform" ? plugins : providersForOpenTofu(plugins, join(folder, "providers-linked")),
      providers: providersIn(plugins),
      synthesized,
    });
  } catch (error) {
    removeRun(folder);
    // Jest would print the stack trace, which is irrelevant for a missing program or provider.
    if (error instanceof Error) error.stack = error.message;
    throw error;
  }
}

/** The caller's Terraform settings, which the access to the registry may need; undefined if the file does not exist. */
function existingFile(path: string | undefined): string | undefined {
  return path !== undefined && existsSync(path) ? path : undefined;
}
