import { type App, TerraformStack, Testing } from "cdktf";
import { type NamedConfig, buildApp } from "../../src/synth/app";
import { filesOf } from "./environments";
import { traceTokensOnFailure } from "../../src/platform/token-traces";

/** Builds the stacks of an environment in memory, and reads them. The stack traces of tokens would take most of the time. */
export const withApp = <T>(
  environment: NamedConfig,
  read: (app: App, stacks: readonly TerraformStack[]) => T,
): T =>
  traceTokensOnFailure(() => {
    const app = buildApp(
      [{ files: filesOf(environment.config), ...environment }],
      Testing.stubVersion(Testing.app()).outdir,
    );
    return read(app, app.node.children.filter(TerraformStack.isStack));
  });
