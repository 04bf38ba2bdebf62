import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { type EnvironmentConfig, describeEnvironment } from "./config/environment";
import { escapeTemplates } from "./core/terraform-text";
import { stackFiles } from "./constructs/stack-files";
import { environmentStacks } from "./stacks/environment-stacks";

/** Builds the stacks of every environment; nothing is written yet. */
export function buildApp(environments: readonly NamedConfig[], outdir: string): App {
  const app = new App({ outdir, hclOutput: false });
  for (const { name, config } of environments) {
    environmentStacks(app, describeEnvironment(name, escapeTemplates(config)));
  }
  return app;
}

export interface NamedConfig {
  readonly name: string;
  readonly config: EnvironmentConfig;
}

/** Writes all of it into `outdir`: `manifest.json` and a folder for each stack. */
export function synthesize(environments: readonly NamedConfig[], outdir: string): void {
  const app = buildApp(environments, outdir);
  app.synth();
  for (const stack of app.node.children.filter(TerraformStack.isStack)) {
    for (const [path, text] of stackFiles(stack)) {
      const file = join(outdir, app.manifest.forStack(stack).workingDirectory, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}
