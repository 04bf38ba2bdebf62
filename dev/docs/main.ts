import { processOutput } from "../../src/base/command-line/process";
import { emit } from "../../src/synth/synth";
import { runDocs } from "./command";
import { diagramPages } from "./diagram-pages";
import { pagesWith } from "./pages";

const { stacks } = emit("examples");
const pages = pagesWith(() => stacks, emit, diagramPages(stacks));
process.exitCode = runDocs(process.argv.slice(2), process.cwd(), pages, processOutput());
