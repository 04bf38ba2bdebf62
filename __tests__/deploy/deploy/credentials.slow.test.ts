import { runAdopt } from "../../../src/deploy/adopt-command";
import { runVerify } from "../../../src/deploy/verify-command";
import { type Run, runOfAsync } from "../../support/command-runs";
import { DeployMachine, ENVIRONMENT } from "./deploy-machine";

const ACCOUNT = "222233334444";
const OTHER = { Account: "999988887777", Arn: "arn:aws:sts::999988887777:assumed-role/other/me" };
const REFUSED =
  /^credentials from the profile wrong: got account 999988887777 in the partition aws, as arn:aws:sts::999988887777:assumed-role\/other\/me, expected credentials of account 222233334444 in the partition aws, that of ml-inference-prod in ap-southeast-2; set AWS_PROFILE .*\n$/;

const machine = () => new DeployMachine().applied("state", "network", "cluster");
const profile = { AWS_PROFILE: "wrong" };

/** Commands that change AWS or the cluster, or take what an account lacks for what was destroyed. */
const RUNS: Readonly<Record<string, (on: DeployMachine, question: () => Promise<string>) => Promise<Run>>> = {
  deploy: (on, question) => on.asked("deploy", [], question, profile),
  "deploy --destroy": (on, question) => on.asked("deploy", ["--destroy"], question, profile),
  "deploy --repair": (on, question) => on.asked("deploy", ["--repair"], question, profile),
  teardown: (on, question) => on.asked("teardown", [], question, profile),
  "teardown --leftovers": (on, question) => on.asked("teardown", ["--leftovers"], question, profile),
  "teardown --run": (on, question) => on.asked("teardown", ["--run"], question, profile),
  "adopt --into": (on, question) =>
    runOfAsync((output) =>
      runAdopt(
        ["--vpc", "vpc-1", "--into", ENVIRONMENT, "--in", on.outdir],
        { variables: { ...on.variables, ...profile }, scripts: "", question },
        output,
      ),
    ),
  verify: (on) =>
    runOfAsync((output) =>
      runVerify(
        ["--environments", ENVIRONMENT, "--in", on.outdir],
        { variables: { ...on.variables, ...profile } },
        output,
      ),
    ),
  "verify --pod": (on) =>
    runOfAsync((output) =>
      runVerify(
        [
          "--environments",
          ENVIRONMENT,
          "--in",
          on.outdir,
          "--pod",
          `${ACCOUNT}.dkr.ecr.ap-southeast-2.amazonaws.com/probe:1`,
        ],
        { variables: { ...on.variables, ...profile } },
        output,
      ),
    ),
};

describe.each(Object.entries(RUNS))("%s", (_name, run) => {
  test("refuses credentials of another account before the first question, and calls nothing else", async () => {
    const on = machine().lists("caller", OTHER);
    let questions = 0;
    const { status, stdout, stderr } = await run(on, () => Promise.resolve(String((questions += 1))));
    expect([status, stdout, questions]).toEqual([1, "", 0]);
    expect(stderr).toMatch(REFUSED);
    expect(on.calls.filter((call) => !/get-caller-identity|terraform version/.test(call))).toEqual([]);
  });
});

test("credentials of an account in another partition are refused", async () => {
  const on = machine().lists("caller", { Account: ACCOUNT, Arn: `arn:aws-cn:iam::${ACCOUNT}:user/me` });
  const { status, stderr } = await on.run(["--yes"]);
  expect([status, stderr]).toEqual([1, expect.stringContaining("in the partition aws-cn")]);
});

test("without credentials, the error is that of AWS, with the source that was used", async () => {
  const on = machine();
  on.fails("get-caller-identity", "Unable to locate credentials");
  const { status, stderr } = await on.run(["--yes"], undefined, { AWS_ACCESS_KEY_ID: "AKIA" });
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(
      /^credentials from AWS_ACCESS_KEY_ID: got .*Unable to locate credentials, expected /,
    ),
  ]);
});

test("with the right credentials, a line names environment, account, region and identity before anything else", async () => {
  const { stderr } = await machine().run(["--layers", "network", "--yes"]);
  expect(stderr).toMatch(
    /^ml-inference-prod: account 222233334444, region ap-southeast-2, as arn:aws:sts::222233334444:\S+\n/,
  );
});

const clusterAt = (account: string) => ({
  cluster: {
    arn: `arn:aws:eks:ap-southeast-2:${account}:cluster/${ENVIRONMENT}-cluster`,
    endpoint: "https://x.example",
  },
});

test("for layers in the cluster, the line names the cluster and its endpoint", async () => {
  const on = machine().lists("cluster", clusterAt(ACCOUNT));
  const { stderr } = await on.run(["--layers", "platform", "--yes"]);
  expect(stderr.split("\n")[0]).toContain(`; cluster ${ENVIRONMENT}-cluster at https://x.example`);
});

test("a cluster that does not exist yet has no text in the line", async () => {
  const on = machine();
  on.fails("describe-cluster", "An error occurred (ResourceNotFoundException): No cluster found for name: x");
  const { stderr } = await on.run(["--layers", "platform", "--yes"]);
  expect(stderr.split("\n")[0]).toMatch(/ as arn:aws:sts::222233334444:\S+$/);
});

test("a cluster that may not be described is named with the reason", async () => {
  const on = machine();
  on.fails("describe-cluster", "\nAn error occurred (AccessDeniedException): not authorized\n");
  const { stderr } = await on.run(["--layers", "platform", "--yes"]);
  expect(stderr.split("\n")[0]).toMatch(
    `; cluster ${ENVIRONMENT}-cluster is not known to be that of this account: An error occurred (AccessDeniedException): not authorized`,
  );
});

test("another cluster under the name is refused before the first question", async () => {
  const on = machine().lists("cluster", clusterAt("999988887777"));
  const { status, stderr } = await on.run(["--layers", "platform"], []);
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(/cluster\/\S+ at https:\/\/x\.example, expected arn/),
  ]);
  expect(on.terraform).toEqual([]);
});

test.each(["--print", "--print --destroy", "--print --layers state"])(
  "the commands of %s stop with other credentials",
  async (args) => {
    const { stdout } = await new DeployMachine().run(args.split(" "));
    const [, guard] = stdout.split("\n");
    expect(guard).toContain(`= ${ACCOUNT} ] || {`);
    const on = new DeployMachine();
    expect(on.shell(`${guard}\necho done`)).toBe("done\n");
    on.lists("caller", OTHER);
    expect(on.shell(`${guard}\necho done`)).toBe(`other credentials than those of account ${ACCOUNT}\n`);
  },
);
