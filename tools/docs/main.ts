import { exitWith, processOutput } from "../../src/commands/shared/process";
import { svgRenderer } from "../../src/diagram/svg";
import { emit } from "../../src/synth";
import { runDocs } from "./command";
import { diagramPages } from "./diagram-pages";
import { pagesWith } from "./pages";

async function main(): Promise<number> {
  const { stacks } = emit("environments");
  const pages = pagesWith(() => stacks, emit, diagramPages(stacks, await svgRenderer()));
  return runDocs(process.argv.slice(2), process.cwd(), pages, processOutput());
}

exitWith(main());
