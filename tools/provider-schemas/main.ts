import { processOutput, today } from "../../src/commands/shared/process";
import { runProviderSchemas } from "./command";

process.exitCode = runProviderSchemas(process.argv.slice(2), process.cwd(), today(), processOutput());
