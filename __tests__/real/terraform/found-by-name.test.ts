import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Layer } from "../../../src/base/layers";
import { asObject } from "../../../src/terraform/stack-json";
import { chain } from "./harness/chain";
import { type TerraformError } from "./harness/diagnostics";
import { explanationOf } from "./harness/guide";
import { interceptApi } from "./harness/intercepted-api";
import { type Variables } from "./harness/processes";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";

/**
 * The data sources of one type of a stack, and of those that their conditions name, as a module of its own, which needs no provider of
 * Kubernetes. Their conditions are those that synth emitted.
 */
async function dataSources(
  sandbox: Sandbox,
  layer: Layer,
  type: string,
  step: string,
  { variables = {}, also = [] }: { readonly variables?: Variables; readonly also?: readonly string[] } = {},
): Promise<Stack> {
  const { json } = sandbox.stack(layer).json;
  const required = asObject(asObject(json["terraform"])["required_providers"]);
  const folder = join(sandbox.folder, step);
  mkdirSync(folder, { recursive: true });
  const own = {
    terraform: { required_providers: { aws: required["aws"] } },
    provider: { aws: asObject(json["provider"])["aws"] },
    data: Object.fromEntries([type, ...also].map((each) => [each, asObject(json["data"])[each]])),
  };
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(own));
  const module = sandbox.moduleIn(folder, layer, variables);
  module.useLocalApi({ keepBackend: true });
  await module.initStep(`init: ${step}`);
  return module;
}

const textOf = (errors: readonly TerraformError[]): string =>
  errors.map(({ summary, detail }) => `${summary}\n${detail}`).join("\n");

describe("secrets of models", () => {
  const step = chain();
  const NAME = "ml-inference/api-key";
  let sandbox: Sandbox;
  let keyArn: string;
  const keyId = () => keyArn.split("/")[1] ?? "";

  const refused = async (name: string) => {
    const module = await dataSources(sandbox, "models", "aws_secretsmanager_secret", name);
    return textOf(await module.refusedPlan(`plan: ${name}`));
  };
  const accepted = async (name: string) => {
    const module = await dataSources(sandbox, "models", "aws_secretsmanager_secret", name);
    await module.plan(`plan: ${name}`);
  };
  const encryptWith = (key: string) =>
    sandbox.aws("secretsmanager", "update-secret", "--secret-id", NAME, "--kms-key-id", key);

  beforeAll(async () => {
    sandbox = await Sandbox.create("secrets", "ml-inference-prod");
    const made = (await sandbox.aws("kms", "create-key")) as { KeyMetadata: { Arn: string } };
    keyArn = made.KeyMetadata.Arn;
    await sandbox.aws("kms", "create-alias", "--alias-name", "alias/team", "--target-key-id", keyArn);
    await sandbox.synth();
  });

  step("API-06 a plan fails while the secret does not exist", async () => {
    expect(explanationOf(await refused("no secret"))).toMatch(
      /^create the secret before the models are planned/,
    );
  });

  step("API-06 a secret with the default key needs no key in the file", async () => {
    await sandbox.aws("secretsmanager", "create-secret", "--name", NAME, "--secret-string", "none");
    await accepted("default key");
  });

  step("API-06 a plan fails for a secret with another key, and names the value to set", async () => {
    await encryptWith(keyArn);
    const errors = await refused("undeclared key");
    expect(explanationOf(errors)).toMatch(/^write the secret in the YAML as/);
    expect(errors).toContain(
      `secret ${NAME} is encrypted with ${keyArn}, which the pods may not use; set models[0].secrets[0] to`,
    );
  });

  step("API-06 the declared key is accepted, by its ARN and by its id", async () => {
    sandbox.edit((yaml) => yaml.setIn(["models", 0, "secrets", 0], { name: NAME, kmsKeyArn: keyArn }));
    await sandbox.synth();
    await accepted("declared key");
    await encryptWith(keyId());
    await accepted("declared key by id");
  });

  step("API-06 a plan fails for an alias, which can move to another key", async () => {
    await encryptWith("alias/team");
    const errors = await refused("alias");
    expect(errors).toContain(`secret ${NAME} is encrypted with alias/team, not with models[0].secrets[0]`);
    expect(errors).toContain(`--kms-key-id ${keyArn}`);
  });
});

describe("the hosted zone of a record", () => {
  const HOST = "demo.retail.example.com";
  let sandbox: Sandbox;

  const makeZone = async (name: string, ...args: string[]) => {
    const made = (await sandbox.aws(
      "route53",
      "create-hosted-zone",
      ...["--name", name, "--caller-reference", name, ...args],
    )) as { HostedZone: { Id: string } };
    sandbox.hostedZoneId = made.HostedZone.Id.replace("/hostedzone/", "");
  };
  const refused = async (step: string) => {
    const module = await dataSources(sandbox, "network", "aws_route53_zone", step);
    return textOf(await module.refusedPlan(`plan: ${step}`));
  };

  beforeAll(async () => {
    sandbox = await Sandbox.create("hosted zone", "retail-forecast-option-b");
    await sandbox.synth();
  });

  test.each([HOST, "retail.example.com"])("ING-02 zone %s has the host", async (zone) => {
    await makeZone(zone);
    const module = await dataSources(sandbox, "network", "aws_route53_zone", `zone ${zone}`);
    await module.plan(`plan: zone ${zone}`);
  });

  test.each(["other.example.com", "il.example.com"])(
    "ING-02 a plan fails with zone %s, to whose name the provider would append the host",
    async (zone) => {
      await makeZone(zone);
      expect(await refused(`zone ${zone}`)).toMatch(/demo\.retail\.example\.com is not in hosted zone/);
    },
  );

  test("ING-02 a plan fails if the zone does not exist", async () => {
    sandbox.hostedZoneId = "Z0123456789NOSUCHZONE";
    expect(explanationOf(await refused("no zone"))).toMatch(/is not a zone of the account/);
  });

  test("ING-02 a plan of an internet-facing entry fails with a private zone", async () => {
    const vpc = (await sandbox.aws("ec2", "create-vpc", "--cidr-block", "10.9.0.0/16")) as {
      Vpc: { VpcId: string };
    };
    await makeZone(
      "retail.example.com.",
      ...["--vpc", `VPCRegion=${sandbox.region},VPCId=${vpc.Vpc.VpcId}`],
      ...["--hosted-zone-config", "PrivateZone=true"],
    );
    expect(await refused("private zone")).toMatch(/is private, so clients on the internet cannot resolve/);
  });
});

test("VPCE-02 a plan fails where one zone of the network lacks the service of an endpoint, and names both", async () => {
  const sandbox = await Sandbox.create("services of zones", "retail-forecast-option-b");
  await sandbox.synth();
  const plan = (step: string, endpoint: string) =>
    dataSources(sandbox, "network", "aws_vpc_endpoint_service", step, {
      variables: { AWS_ENDPOINT_URL: endpoint },
      also: ["aws_availability_zone"],
    });
  const local = sandbox.variables["AWS_ENDPOINT_URL"] ?? "";
  await (await plan("all zones", local)).plan("plan: all zones");
  const api = await interceptApi(local, async ({ operation, body }, pass) => {
    const answer = await pass();
    if (operation !== "DescribeVpcEndpointServices" || !body.includes("ecr.dkr")) return answer;
    const text = answer.body.toString().replaceAll(`<item>${sandbox.region}b</item>`, "");
    return {
      ...answer,
      headers: { ...answer.headers, "content-length": String(Buffer.byteLength(text)) },
      body: text,
    };
  });
  const errors = await (await plan("lacking zone", api.endpoint)).refusedPlan("plan: lacking zone");
  await api.stop();
  expect(textOf(errors)).toContain(
    `com.amazonaws.${sandbox.region}.ecr.dkr has no endpoint in ${sandbox.region}b; replace the letter in network.zones`,
  );
  expect(errors).toHaveLength(1);
});

test("a plan fails where the existing model bucket is in another Region, and not for one in the Region", async () => {
  const environment = "retail-forecast-option-b";
  const sandbox = await Sandbox.create("bucket elsewhere", environment);
  // The bucket of the example is not created.
  rmSync(join(sandbox.folder, "environments", `${environment}.addresses.json`));
  const plan = async (region: string) => {
    const existingName = region === sandbox.region ? "models.s3.here" : "models.s3.elsewhere";
    await sandbox.aws(
      ...["s3api", "create-bucket", "--bucket", existingName, "--region", region],
      ...["--create-bucket-configuration", `LocationConstraint=${region}`],
    );
    sandbox.edit((yaml) => yaml.setIn(["modelBucket"], { existingName }));
    await sandbox.synth();
    return dataSources(sandbox, "cluster", "aws_s3_bucket", region);
  };
  await (await plan(sandbox.region)).plan("plan: bucket of the Region");
  const errors = await (await plan("eu-west-1")).refusedPlan("plan: bucket of another Region");
  expect(textOf(errors)).toContain(
    `the bucket models.s3.elsewhere of modelBucket.existingName is not in ${sandbox.region} (models.s3.elsewhere.s3.eu-west-1.amazonaws.com)`,
  );
});
