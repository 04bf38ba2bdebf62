import { Command } from "commander";
import { type Progress } from "./src/app";
import { namesIn, runCommand } from "./src/core/command-line";
import { UserError } from "./src/core/errors";
import { summarize } from "./src/summary";
import { synth } from "./src/synth";

const VARIABLES = `
Environment variables:
  ENVIRONMENT=a,b       only these environments; the output of the others stays (default: all)
  ENVIRONMENTS_DIR=dir  where the YAML files are (default: environments)
  CDKTF_OUTDIR=dir      where the Terraform JSON goes (default: cdktf.out)
  NO_COLOR=1            no colours`;

const program = new Command("npm run synth")
  .description("Synthesizes every environment into Terraform JSON, checks it and publishes it.")
  .addHelpText("after", VARIABLES);

function run(env: NodeJS.ProcessEnv): number {
  if (env["SYNTH_HCL_OUTPUT"] === "true" || env["SYNTH_HCL_OUTPUT"] === "1") {
    throw new UserError(
      "--hcl: got a request for HCL, which cdktf writes with corrupt policies and without some settings; " +
        "synthesize JSON, and let npm run handoff print HCL",
    );
  }
  const only = namesIn(env["ENVIRONMENT"] ?? "");
  const outdir = env["CDKTF_OUTDIR"] || "cdktf.out";
  const result = synth({
    environmentsDir: env["ENVIRONMENTS_DIR"] || "environments",
    ...(only.length > 0 ? { only } : {}),
    outdir,
    today: new Date().toISOString().slice(0, 10),
    underCdktfCli: env["CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS"] !== undefined,
    ...(process.stderr.isTTY ? { progress: progressLine() } : {}),
  });
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  console.log(summarize(result, outdir));
  return 0;
}

/** Shows on a terminal what is being worked on, once a run takes longer than a blink. */
function progressLine(): Progress {
  const start = Date.now();
  return (what) => {
    if (Date.now() - start > 1000) process.stderr.write(`\r\x1b[K${what}…`);
  };
}

process.exitCode = runCommand(
  program,
  process.argv.slice(2),
  {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${text}` : text),
  },
  () => run(process.env),
);
