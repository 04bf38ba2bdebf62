import { emit } from "../../src/synth";
import { processOutput } from "../../src/commands/shared/process";
import { runDocs } from "./command";
import { pagesWith } from "./pages";

const pages = pagesWith(() => emit("environments").stacks, emit);

process.exitCode = runDocs(process.argv.slice(2), process.cwd(), pages, processOutput());
