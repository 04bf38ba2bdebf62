import { runDocs } from "./command";
import { PAGES } from "./pages";

process.exitCode = runDocs(process.argv.slice(2), process.cwd(), PAGES, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
