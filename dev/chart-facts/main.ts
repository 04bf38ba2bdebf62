import { processOutput, today } from "../../src/base/command-line/process";
import { runChartFacts } from "./command";
import { chartPrograms } from "./programs";

const output = processOutput();
void runChartFacts(
  process.argv.slice(2),
  {
    root: process.cwd(),
    today: today(),
    programs: () => chartPrograms(process.env, (line) => output.err(`${line}\n`)),
  },
  output,
).then((status) => {
  process.exitCode = status;
});
