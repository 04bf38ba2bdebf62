import { exitWith, processOutput, today } from "../../src/base/command-line/process";
import { runOutputs } from "./command";
import { VariedEnvironments } from "./synthesized";

const day = today();
const varied = new VariedEnvironments("examples", day);
// Until there is a result: a promise that nothing settles ends a program with 0.
process.exitCode = 1;
exitWith(
  runOutputs(
    process.argv.slice(2),
    {
      variables: process.env,
      today: day,
      // The nightly gate sets it for generated input. The gate itself tries the same changes each day.
      seed: Number(process.env["TEST_SEED"] ?? 1),
      variations: (environment) => varied.variations(environment),
      synthesized: (variation) => varied.said(variation),
    },
    processOutput(),
  ),
);
