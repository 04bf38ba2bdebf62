import { emit } from "../../synth";
import { runDocs } from "./command";
import { pagesWith } from "./pages";

const pages = pagesWith(() => emit("environments").stacks, emit);

process.exitCode = runDocs(process.argv.slice(2), process.cwd(), pages, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
