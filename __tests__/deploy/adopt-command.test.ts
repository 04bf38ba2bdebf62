import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runAdopt } from "../../src/deploy/adopt-command";
import { runOfAsync } from "../support/command-runs";
import { publishTo, workFolder } from "../support/published-output";

const work = workFolder("adopt");
const there = join(work, "there.yaml");
const out = join(work, "out");

beforeAll(() => {
  writeFileSync(there, "mine\n");
  publishTo(out, { mlapp: {} });
});

const adopt = (...args: string[]) =>
  runOfAsync((output) => runAdopt(args, { variables: { PATH: work }, scripts: "" }, output));

test.each([
  [[], "no VPC or cluster; give --vpc ID or --cluster NAME", 2],
  [["--vpc", "vpc-1", "--cluster", "shop"], "cannot be used with option '--vpc", 2],
  [["--cluster", "shop"], "no region; give --region REGION, or --into ENVIRONMENT", 2],
  [["--cluster", "shop", "--region", "eu-west-1"], "aws: got no such program", 1],
  [["--vpc", "vpc-1", "--into", "nope", "--in", out], "--into: got nope, expected one or more of mlapp", 1],
  [["--vpc", "vpc-1"], "no region; give --region REGION, or --into ENVIRONMENT", 2],
  [["--vpc", "vpc-1", "--into", "mlapp", "--region", "eu-west-1"], "cannot be used with option '--region", 2],
  [
    ["--vpc", "vpc-1", "--region", "eu-west-1", "--out", there],
    "got a file that exists, expected a new file",
    1,
  ],
  [["--vpc", "vpc-1", "--region", "eu-west-1"], "aws: got no such program", 1],
] as const)("adopt %j says %j", async (args, message, status) => {
  const run = await adopt(...args);
  expect(run.stderr).toContain(message);
  expect(run.status).toBe(status);
});

test("adopt names the command that lists clusters where AWS has none of the name", async () => {
  const bin = join(work, "bin");
  mkdirSync(bin);
  const error = "An error occurred (ResourceNotFoundException) when calling the DescribeCluster operation";
  writeFileSync(join(bin, "aws"), `#!/bin/sh\necho "${error}" >&2\nexit 254\n`, { mode: 0o755 });
  const variables = { PATH: `${bin}:/usr/bin:/bin` };
  const args = ["--cluster", "shop", "--region", "eu-west-1"];
  const { status, stderr } = await runOfAsync((output) => runAdopt(args, { variables, scripts: "" }, output));
  expect(stderr).toContain("--cluster shop: got no such cluster in eu-west-1");
  expect(stderr).toContain("aws eks list-clusters --region eu-west-1");
  expect(status).toBe(1);
});
