// Runs a program until the standard input of this process closes: `node keeper.js program args…`. A pipe closes when the
// process at its other end dies for any reason, so the program never outlives the tests.
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
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
