// Runs a program of a step, of which GitHub obeys no line. Usage: run.mjs PROGRAM ARGUMENT...
import { spawnSync } from "node:child_process";
import { SHOWN, fail, stopCommands } from "./stack.mjs";

stopCommands();
const [program, ...args] = process.argv.slice(2);
const { status, error } = spawnSync(program, args, { stdio: SHOWN });
if (error) fail(`${program}: got ${error.message}, expected the program on the runner`);
process.exit(status ?? 1);
