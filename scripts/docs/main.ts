import { exitWith, processOutput } from "../../src/tools/shared/command/process";
import { emit } from "../../src/tools/synth/synth";
import { runDocs } from "./command";
import { diagramPages } from "./diagram-pages";
import { pagesWith } from "./pages";

async function main(): Promise<number> {
  const { stacks } = emit("examples");
  const pages = pagesWith(() => stacks, emit, diagramPages(stacks));
  return runDocs(process.argv.slice(2), process.cwd(), pages, processOutput());
}

exitWith(main());
