import { namesIn } from "../../core/command-line";
import { emit } from "../../synth";
import { runAddresses } from "./command";

const only = namesIn(process.env["ENVIRONMENT"] ?? "");

process.exitCode = runAddresses(
  process.argv.slice(2),
  {
    environmentsDir: process.env["ENVIRONMENTS_DIR"] || "environments",
    ...(only.length > 0 ? { only } : {}),
    outdir: process.env["CDKTF_OUTDIR"] || "cdktf.out",
    emit,
  },
  {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  },
);
