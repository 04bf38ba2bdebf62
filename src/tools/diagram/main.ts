import { exitWith, processOutput } from "../shared/command/process";
import { runDiagram } from "./command";

exitWith(runDiagram(process.argv.slice(2), { root: process.cwd(), variables: process.env }, processOutput()));
