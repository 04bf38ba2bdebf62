import removeTemporaryFiles from "../../__tests__/support/jest/global-teardown.js";
import { missingProviders, providersIn } from "../../terraform-tests/harness/providers";
import { currentRun, recordedLines, removeRun } from "./run";

/** Prints what the tests recorded and what did not run, and removes the run's files. */
export default function tearDown(): void {
  const run = currentRun();
  try {
    console.log(
      [`control plane: Kubernetes ${run.minor}, ${run.origin}`, ...recordedLines(run), notRun()].join("\n"),
    );
  } finally {
    removeRun(run);
    removeTemporaryFiles();
  }
}

/** Why Terraform did not apply the objects. */
function notRun(): string {
  const mirror = process.env["TF_PLUGIN_DIR"];
  const missing = missingProviders(
    ["hashicorp/kubernetes", "hashicorp/helm"],
    mirror ? providersIn(mirror) : {},
  ).map((source) => source.replace("hashicorp/", ""));
  const [noun, last] = [missing.length === 1 ? "provider" : "providers", missing.join(" and ")];
  return missing.length > 0
    ? `not run: apply by Terraform: ${noun} ${last} missing`
    : "not run: apply by Terraform: no test of this suite calls it";
}
