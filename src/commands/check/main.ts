import { runCheck } from "./command";

process.exitCode = runCheck(process.argv.slice(2), new Date().toISOString().slice(0, 10), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
