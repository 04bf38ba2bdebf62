import { processOutput, today } from "../shared/process";
import { runProviderSchemas } from "./command";

process.exitCode = runProviderSchemas(process.argv.slice(2), process.cwd(), today(), processOutput());
