import { processOutput } from "../../src/base/command-line/process";
import { emit } from "../../src/synth/synth";
import { runDocs } from "./command";
import { diagramPages } from "./diagram-pages";
import { pagesWith } from "./pages";

function pages(): ReturnType<typeof pagesWith> {
  const { stacks } = emit("examples");
  return pagesWith(() => stacks, emit, diagramPages(stacks));
}

process.exitCode = runDocs(process.argv.slice(2), process.cwd(), pages, processOutput());
