import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { asObject } from "../../../src/terraform/stack-json";
import { UNAVAILABLE, bucketElsewhere, expiredCredentials } from "./harness/aws-refusals";
import { chain } from "./harness/chain";
import { errorsIn } from "./harness/diagnostics";
import {
  type ApiCall,
  type Interception,
  type InterceptedApi,
  interceptApi,
} from "./harness/intercepted-api";
import { expectNothingToDo } from "./harness/life";
import { makeStateBucket } from "./harness/prerequisites";
import { type Finished, run } from "./harness/processes";
import { explanationOf, shellCommands } from "./harness/guide";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";

/** Answers of the API, which a test replaces. */
let answer: Interception;
let api: InterceptedApi;
const passOn: Interception = (_, pass) => pass();

/** A sandbox in which Terraform calls the local API through `answer`. */
async function interceptedSandbox(test: string): Promise<Sandbox> {
  const sandbox = await Sandbox.create(test, "retail-forecast");
  await sandbox.synth();
  answer = passOn;
  api = await interceptApi(sandbox.variables["AWS_ENDPOINT_URL"] ?? "", (call, pass) => answer(call, pass));
  return sandbox;
}

describe("a failed init has one error, which the guide explains:", () => {
  let sandbox: Sandbox;
  let network: Stack;

  beforeAll(async () => {
    sandbox = await interceptedSandbox("refused init");
    network = sandbox.stack("network", { AWS_ENDPOINT_URL: api.endpoint });
    network.useLocalApi();
  });
  beforeEach(() => (answer = passOn));
  afterAll(() => api.stop());

  /** the guide's explanation of the error of an init. Expects exactly one error. */
  async function explanation(stack = network): Promise<string> {
    const { code, stdout } = await stack.start("init", "-input=false", "-json").finished;
    const errors = errorsIn(stdout);
    expect({ code, errors: errors.length }).toEqual({ code: 1, errors: 1 });
    return explanationOf(errors.map(({ summary, detail }) => `${summary}\n${detail}`).join());
  }

  test("the state bucket is missing", async () => {
    expect(await explanation()).toMatch(/^apply the state stack first/);
  });

  test("the state bucket is in another region", async () => {
    answer = async ({ protocol }, pass) => (protocol === "rest" ? bucketElsewhere("ap-southeast-2") : pass());
    expect(await explanation()).toMatch(/region/);
  });

  test("the credentials belong to another account", async () => {
    const { variables } = await Sandbox.create("another account", "retail-forecast");
    const stack = sandbox.stack("network", { ...variables, AWS_ENDPOINT_URL: api.endpoint });
    expect(await explanation(stack)).toMatch(/^the credentials are of another account/);
  });

  test("the credentials have expired", async () => {
    answer = async (call) => expiredCredentials(call);
    expect(await explanation()).toMatch(/^the credentials have expired/);
  });

  test("the backend differs from that of the last init", async () => {
    await makeStateBucket(sandbox);
    await network.init();
    const backend = { ...asObject(asObject(network.json.terraform["backend"])["s3"]), region: "eu-west-1" };
    const override = JSON.stringify({ terraform: { backend: { s3: backend } } });
    writeFileSync(join(network.folder, "moved_override.tf.json"), override);
    expect(await explanation()).toMatch(/-reconfigure/);
  });
});

describe("an interrupted apply", () => {
  const step = chain();
  let sandbox: Sandbox;
  let network: Stack;

  beforeAll(async () => {
    sandbox = await interceptedSandbox("killed");
    await makeStateBucket(sandbox);
    network = sandbox.stack("network", { AWS_ENDPOINT_URL: api.endpoint });
    network.useLocalApi();
    await network.init();
  });
  afterAll(() => api.stop());

  const startApply = () => network.startGroup("apply", "-input=false", "-auto-approve");
  type Apply = ReturnType<typeof startApply>;

  /** Runs an apply and kills it after AWS has completed certain operations, but before Terraform gets an answer to them. */
  async function applyAndKill(operations: readonly string[]): Promise<void> {
    const awaited = [...operations];
    const apply = startApply();
    answer = async ({ operation }, pass) => {
      const given = await pass();
      const index = awaited.indexOf(operation);
      if (index < 0) return given;
      awaited.splice(index, 1);
      if (awaited.length === 0) apply.signal("SIGKILL");
      await apply.finished;
      return given;
    };
    await apply.finished;
    answer = passOn;
    expect(awaited).toEqual([]);
  }

  /**
   * Runs an apply and interrupts it at its first call of an operation, after Terraform has the answer to every earlier
   * change. `interrupt` returns the function that answers this call and all later ones.
   */
  async function applyAndInterrupt(
    operation: string,
    interrupt: (apply: Apply) => Interception,
  ): Promise<Finished> {
    const apply = startApply();
    let underWay = 0;
    let interruption: Promise<Interception> | undefined;
    const whenQuiet = async () => {
      do await wait(500);
      while (underWay > 0);
      return interrupt(apply);
    };
    answer = async (call, pass) => {
      if (!isChange(call)) return pass();
      if (call.operation === operation) interruption ??= whenQuiet();
      if (interruption) return (await interruption)(call, pass);
      underWay += 1;
      return pass().finally(() => (underWay -= 1));
    };
    const finished = await apply.finished;
    answer = passOn;
    expect(interruption).toBeDefined();
    return finished;
  }

  /** Output of the guide's commands: the resources that have the tags of the layer and are not in the state. */
  async function unrecorded(): Promise<string[]> {
    const { environment: E, region: REGION } = sandbox;
    const { bucket } = asObject(asObject(sandbox.stack("state").json.terraform["backend"])["s3"]);
    const values = { E, REGION, LAYER: "network", BUCKET: String(bucket) };
    const script = shellCommands("resourcegroupstaggingapi", values);
    const { folder: cwd } = network;
    const { stdout } = await run({ program: "sh", args: ["-ec", script], cwd, env: sandbox.variables });
    return stdout.split("\n").filter((line) => line !== "");
  }

  /** Adds existing resources to the next apply with `import` blocks. */
  function adopt(ids: Readonly<Record<string, string>>): void {
    const blocks = Object.entries(ids).map(([to, id]) => ({ to, id }));
    writeFileSync(join(network.folder, "imports.tf.json"), JSON.stringify({ import: blocks }));
  }

  async function unlock(): Promise<void> {
    const { code, output } = await network.start("plan", "-input=false").finished;
    expect(code).toBe(1);
    expect(explanationOf(errorWith("state lock", output))).toMatch(/force-unlock/);
    await network.terraform("force-unlock", "-force", /^ +ID: +(\S+)$/m.exec(output)?.[1] ?? "");
  }

  step("resources that a killed Terraform did not record are found by the guide's commands", async () => {
    const { account, region } = sandbox;
    const keys = network.json.resources("aws_kms_key");
    const made = [
      { address: "aws_vpc.main", arn: `arn:aws:ec2:${region}:${account}:vpc/` },
      ...keys.map(({ address, config }) => ({
        address,
        arn: `arn:aws:kms:${config["provider"] ? "us-east-1" : region}:${account}:key/`,
      })),
    ];
    await applyAndKill(["CreateVpc", "CreateRole", ...keys.map(() => "CreateKey")]);
    await unlock();

    const found = await unrecorded();
    expect(found.map((arn) => arn.replace(/[^/]+$/, "")).sort()).toEqual(made.map(({ arn }) => arn).sort());
    const idOf = (arn: string) => found.find((each) => each.startsWith(arn))?.slice(arn.length) ?? "";
    adopt(Object.fromEntries(made.map(({ address, arn }) => [address, idOf(arn)])));
  });

  step(
    "an existing name is an error that contains it, and Ctrl-C loses no resource from the state",
    async () => {
      const { code, output } = await applyAndInterrupt("CreateVpcEndpoint", (apply) => {
        apply.signal("SIGINT");
        return async () => UNAVAILABLE;
      });
      expect(code).toBe(1);
      expect(output).toContain("Gracefully shutting down");
      const taken = errorWith("creating IAM Role", output);
      expect(taken).toContain("mlops-hybrid-flow-logs");
      expect(explanationOf(taken)).toMatch(/import/);
      expect(await unrecorded()).toEqual([]);
      adopt({ "aws_iam_role.flow_logs": "mlops-hybrid-flow-logs" });
    },
  );

  step("when credentials expire, the state is kept in a file and can be pushed with new ones", async () => {
    const { code, output } = await applyAndInterrupt(
      "CreateVpcEndpoint",
      () => (answer = async (call) => expiredCredentials(call)),
    );
    expect(code).toBe(1);
    expect(explanationOf(errorWith("Failed to persist state", output))).toMatch(/errored\.tfstate/);
    expect(existsSync(join(network.folder, "errored.tfstate"))).toBe(true);
    await unlock();
    await network.terraform("state", "push", "errored.tfstate");
    expect(await unrecorded()).toEqual([]);
  });

  step("the next apply completes the network, without duplicate resources", async () => {
    await network.apply(await network.plan("plan"));
    rmSync(join(network.folder, "imports.tf.json"));
    await expectNothingToDo(network);
    expect(await unrecorded()).toEqual([]);
    const inState = await network.stateList();
    const inStack = network.json.resources().map(({ address }) => address);
    expect(inState.filter((address) => !address.startsWith("data.")).sort()).toEqual([...inStack].sort());
    const existing = "VpcEndpoints[?State!='deleted'].VpcEndpointId";
    const endpoints = await sandbox.aws("ec2", "describe-vpc-endpoints", "--query", existing);
    expect(endpoints).toHaveLength(network.json.resources("aws_vpc_endpoint").length);
  });
});

/** Whether a call changes resources in AWS. S3 contains only state here. */
const isChange = ({ protocol, operation }: ApiCall): boolean =>
  protocol !== "rest" && !/^(Describe|Get|List)/.test(operation);

/** The error of Terraform that contains a text, on one line. */
function errorWith(text: string, output: string): string {
  const errors = output.split(/\n(?=Error: )/).map((error) => error.replace(/\s+/g, " "));
  const [error] = errors.filter((each) => each.startsWith("Error: ") && each.includes(text));
  if (error === undefined) throw new Error(`no error with ${text} in\n${output}`);
  return error;
}
