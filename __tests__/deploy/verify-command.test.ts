import { runVerify } from "../../src/deploy/verify-command";
import { runOfAsync } from "../support/command-runs";
import { publishTo, workFolder } from "../support/published-output";
import { join } from "node:path";

const work = workFolder("verify");
const folder = join(work, "out");

beforeAll(() => publishTo(folder, { mlapp: {}, "ml-inference-prod": {} }));

const verify = (...args: string[]) =>
  runOfAsync((output) => runVerify(["--in", folder, ...args], { variables: { PATH: work } }, output));

test.each([
  [[], "one environment is verified at a time; give --environments NAME", 2],
  [["--environments", "mlapp", "--layers", "platform"], "Expected layers of network, cluster, models.", 2],
  [["--environments", "mlapp", "--model", "model-service"], "add --pod IMAGE", 2],
  [["--environments", "mlap"], "did you mean mlapp?", 1],
  [["--environments", "mlapp", "--pod", "x", "--model", "model-servic"], "did you mean model-service?", 1],
  [
    ["--environments", "mlapp", "--pod", "docker.io/library/busybox:1"],
    "expected 333344445555.dkr.ecr.us-east-1.amazonaws.com/REPOSITORY:TAG or @sha256:DIGEST",
    1,
  ],
  [["--environments", "mlapp"], "aws: got no such program, expected aws on the PATH", 1],
] as const)("verify %j says %j", async (args, message, status) => {
  const run = await verify(...args);
  expect(run.stderr).toContain(message);
  expect(run.status).toBe(status);
});
