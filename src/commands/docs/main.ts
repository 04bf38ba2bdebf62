import { emit } from "../../synth";
import { processOutput } from "../shared/process";
import { runDocs } from "./command";
import { pagesWith } from "./pages";

const pages = pagesWith(() => emit("environments").stacks, emit);

process.exitCode = runDocs(process.argv.slice(2), process.cwd(), pages, processOutput());
