import { runHandoff } from "./command";
import { currentCommit } from "./commit";

runHandoff(
  process.argv.slice(2),
  {
    synthesized: process.env["CDKTF_OUTDIR"] || "cdktf.out",
    commit: () => currentCommit(process.cwd(), process.env["ENVIRONMENTS_DIR"] || "environments"),
    env: process.env,
  },
  {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  },
).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    // As where nothing has to be waited for: a bug is uncaught, and the launcher tells where it is.
    setImmediate(() => {
      throw error;
    });
  },
);
