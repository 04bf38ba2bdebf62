import { CERTIFICATE_KEPT } from "./harness/aws-refusals";
import { chain } from "./harness/chain";
import { type InterceptedApi, interceptApi } from "./harness/intercepted-api";
import { bringUp, expectNothingToDo } from "./harness/life";
import { plannedChanges } from "./harness/plan-changes";
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";

const step = chain();
let sandbox: Sandbox;
let network: Stack;
let api: InterceptedApi;
let first: unknown;
/** Whether a load balancer still uses the old certificate. Stand-in certificate-in-use. */
let isInUse = true;

beforeAll(async () => {
  sandbox = await Sandbox.create("hosts", "mlapp");
  await makePrerequisites(sandbox);
  await makeStateBucket(sandbox);
  await sandbox.synth();
  api = await interceptApi(sandbox.variables["AWS_ENDPOINT_URL"] ?? "", async ({ operation }, pass) =>
    isInUse && operation === "DeleteCertificate" ? CERTIFICATE_KEPT : pass(),
  );
  network = sandbox.stack("network", { AWS_ENDPOINT_URL: api.endpoint });
  await bringUp(network);
  first = (await network.outputs())["certificate_arn"];
});

afterAll(() => api.stop());

step("ING-02 another host replaces the certificate, and adds a validation record", async () => {
  await withHosts("mlapp.com", "other.mlapp.com");
  const changes = plannedChanges(await network.show(await network.plan("plan: another host")));
  expect(changes).toContain("replace aws_acm_certificate.entry");
  expect(changes).toContain('create aws_route53_record.entry_validation["other.mlapp.com"]');
});

step("ING-02 while the old certificate is in use, the apply fails with the new one ready", async () => {
  const plan = await network.plan("plan: in use");
  await expect(network.apply(plan, "apply: in use")).rejects.toThrow(/deposed/);
  const { certificate_arn: now } = await network.outputs();
  expect(now).not.toBe(first);
  expect(await hostsOf(now)).toEqual(["mlapp.com", "other.mlapp.com"]);
  expect(await hostsOf(first)).toEqual(["mlapp.com"]);
});

step("ING-02 the next apply deletes the certificate that is no longer in use", async () => {
  isInUse = false;
  await network.apply(await network.plan("plan: not in use"), "apply: not in use");
  await expectNothingToDo(network);
  await expect(hostsOf(first)).rejects.toThrow(/ResourceNotFound/);
});

step("ING-02 hosts in the other order keep the certificate", async () => {
  await withHosts("other.mlapp.com", "mlapp.com");
  const changes = plannedChanges(await network.show(await network.plan("plan: other order")));
  expect(changes).toEqual(["update output.api_demo_config"]);
});

async function withHosts(host: string, other: string): Promise<void> {
  sandbox.edit((yaml) => {
    yaml.setIn(["entry", "host"], host);
    yaml.setIn(["entry", "alsoHosts"], [other]);
  });
  await sandbox.synth();
  network.useLocalApi();
}

function hostsOf(certificate: unknown): Promise<unknown> {
  const query = "sort(Certificate.SubjectAlternativeNames)";
  return sandbox.aws(
    "acm",
    "describe-certificate",
    "--certificate-arn",
    String(certificate),
    "--query",
    query,
  );
}
