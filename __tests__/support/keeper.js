// Runs a program until the standard input of this process closes: `node keeper.js program args…`. A pipe closes when the
// process at its other end dies for any reason, so the program never outlives the tests. A worker of jest can outlive the
// run for minutes; where KEPT_FOR names the run's process, the program ends with that one too.
const { spawn } = require("node:child_process");

const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });
const end = () => child.kill("SIGKILL");

child.on("error", (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
child.on("exit", (code) => process.exit(code ?? 1));
process.stdin.on("close", end).resume();
const run = Number(process.env.KEPT_FOR ?? 0);
if (run > 0) {
  setInterval(() => {
    try {
      process.kill(run, 0);
    } catch {
      end();
    }
  }, 1000).unref();
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
