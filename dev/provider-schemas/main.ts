import { processOutput, today } from "../../src/base/command-line/process";
import { runProviderSchemas } from "./command";

process.exitCode = runProviderSchemas(process.argv.slice(2), process.cwd(), today(), processOutput());
