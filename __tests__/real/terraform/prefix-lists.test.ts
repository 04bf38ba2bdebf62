import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { asObject } from "../../../src/terraform/stack-json";
import { problemOf } from "./harness/diagnostics";
import { type InterceptedApi } from "./harness/intercepted-api";
import { DOCUMENTATION_RANGES, withPrefixListRanges } from "./harness/prefix-list-ranges";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";

let sandbox: Sandbox;
let api: InterceptedApi;

beforeAll(async () => {
  sandbox = await Sandbox.create("prefix lists", "mlapp");
  await sandbox.synth();
  api = await withPrefixListRanges(sandbox.variables["AWS_ENDPOINT_URL"] ?? "");
  keepOnlyList(sandbox.stack("models"));
});

afterAll(() => api.stop());

/** Leaves only the prefix list in the models stack, since the other providers need a cluster. */
function keepOnlyList({ folder, json }: Stack): void {
  const { data, provider, terraform } = json.json;
  const { required_providers: providers } = asObject(terraform);
  const kept = {
    data: { aws_prefix_list: asObject(data)["aws_prefix_list"] },
    output: { ranges: { value: "${data.aws_prefix_list.s3.cidr_blocks}" } },
    provider: { aws: asObject(provider)["aws"] },
    terraform: { required_providers: { aws: asObject(providers)["aws"] } },
  };
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(kept));
}

async function prefixList(variables: Readonly<Record<string, string>>): Promise<Stack> {
  const stack = sandbox.stack("models", variables);
  stack.useLocalApi({ keepBackend: true });
  await stack.init();
  return stack;
}

test("a plan fails where the prefix list of S3 has no ranges", async () => {
  const list = await prefixList({});
  expect((await list.refusedPlan("refused plan: no ranges")).map(problemOf)).toEqual([
    expect.stringMatching(/^the prefix list com\.amazonaws\.us-east-1\.s3 has no ranges/),
  ]);
});

test("a plan has the ranges of the prefix list", async () => {
  const list = await prefixList({ AWS_ENDPOINT_URL: api.endpoint });
  const plan = await list.show(await list.plan("plan: ranges"));
  expect(plan.output_changes?.["ranges"]).toMatchObject({ after: [...DOCUMENTATION_RANGES] });
});
