import { existsSync } from "node:fs";
import { join } from "node:path";
import { teardownSchema } from "../../../dev/schemas/teardown";
import { chain } from "./harness/chain";
import { teardown } from "./harness/deploy";
import { type ApiCall, type InterceptedApi, interceptApi } from "./harness/intercepted-api";
import { resourcesOfProject } from "./harness/leftovers";
import { bringUp } from "./harness/life";
import { Sandbox } from "./harness/sandbox";
import { applyWithLocalState, moveStateIntoBucket } from "./harness/state-first";
import { STACK_FILES } from "../../../src/base/stack-files";

const CLUSTER = "mlops-retail-cluster";
const step = chain();
let sandbox: Sandbox;
let api: InterceptedApi;
const calls: ApiCall[] = [];

/** Ids of what a test plants beside Terraform. */
const own = { balancer: "", group: "", interface: "", volume: "", logs: "", repository: "" };
const foreign = { balancer: "", interface: "", otherInterface: "", volume: "", logs: "", repository: "" };

beforeAll(async () => {
  sandbox = await Sandbox.create("teardown", "retail-forecast");
  await sandbox.synth();
  api = await interceptApi(sandbox.variables["AWS_ENDPOINT_URL"] ?? "", (call, pass) => {
    calls.push(call);
    return pass();
  });
});
afterAll(() => api.stop());

step("OPS-02 an environment exists, with what controllers and others made in it", async () => {
  await moveStateIntoBucket(sandbox, await applyWithLocalState(sandbox));
  await bringUp(sandbox.stack("network"));
  await bringUp(sandbox.stack("cluster"));
  await plantOwn();
  await plantForeign();
});

step("OPS-02 the dry run reads only, and shows what a run would delete and stop at", async () => {
  calls.length = 0;
  const variables = { AWS_ENDPOINT_URL: api.endpoint };
  const { stdout } = await teardown(sandbox, ["--json"], 0, variables);
  const { layers = [] } = teardownSchema.parse(JSON.parse(stdout));

  expect(calls.length).toBeGreaterThan(10);
  expect(calls.filter((call) => !isRead(call))).toEqual([]);
  expect(layers.map(({ layer }) => layer)).toEqual(["models", "platform", "cluster", "network"]);
  const treated = (treatment: string) =>
    layers.flatMap(({ steps }) =>
      steps.flatMap(({ found }) => found.filter((each) => each.treatment === treatment)),
    );
  const deleted = treated("delete").map(({ id }) => id);
  expect(deleted).toEqual(expect.arrayContaining([own.balancer, own.group, own.interface, own.repository]));
  const stops = treated("block").map(({ id }) => id);
  expect(stops.sort()).toEqual([foreign.balancer, foreign.interface, foreign.otherInterface].sort());
  for (const id of Object.values(foreign)) expect(deleted).not.toContain(id);
  expect(treated("name").map(({ id }) => id)).toEqual(
    expect.arrayContaining([own.volume, own.logs, foreign.repository]),
  );
  expect(layers.find(({ layer }) => layer === "cluster")?.protected).toContain("aws_kms_key.cluster");
  const claims = layers.flatMap(({ steps }) => steps).find(({ id }) => id === "claims");
  expect(claims?.notLookedAt).toBeTruthy();
});

step("OPS-02 a run without an answer for what prevent_destroy protects has deleted no image", async () => {
  const { output } = await teardown(sandbox, ["--layers", "cluster,network", "--run", "--yes"], 1);
  expect(output).toContain("cluster aws_kms_key.cluster");
  expect(output).toContain("add --unprotect");
  expect(await repositories()).toContain(own.repository);
});

step("OPS-02 a run takes the cluster down, and stops before the network at what others made", async () => {
  const { output } = await teardown(sandbox, ["--run", "--yes", "--unprotect"], 1);
  expect(existsSync(join(sandbox.stack("cluster").folder, STACK_FILES.unprotected))).toBe(false);

  expect(output).toContain(`stops at load balancer ${foreign.balancer}`);
  expect(output).toContain(
    `if it is yours: aws elbv2 delete-load-balancer --load-balancer-arn ${foreign.balancer}`,
  );
  expect(output).toContain("not looked at: claims and their volumes");
  expect(await sandbox.aws("eks", "list-clusters", "--query", "clusters")).toEqual([]);
  expect(await repositories()).toEqual(["retail-forecast-other/model", foreign.repository].sort());
  // No state named it: its name is no proof.
  expect(output).toContain(`leaves log group ${own.logs}`);
  expect(await logGroups()).toContain(own.logs);
  expect(await balancers()).toEqual(expect.arrayContaining([own.balancer, foreign.balancer]));
  expect(await vpcs()).toHaveLength(1);
});

step("OPS-02 after others removed theirs, the same command continues, and names what is left", async () => {
  await sandbox.aws("elbv2", "delete-load-balancer", "--load-balancer-arn", foreign.balancer);
  for (const id of [foreign.interface, foreign.otherInterface])
    await sandbox.aws("ec2", "delete-network-interface", "--network-interface-id", id);
  const { output } = await teardown(sandbox, ["--run", "--yes"]);

  expect(output).toContain(`leaves volume ${own.volume}`);
  expect(output).toContain(`aws ec2 delete-volume --region ${sandbox.region} --volume-id ${own.volume}`);
  expect(await balancers()).toEqual([]);
  expect(await vpcs()).toEqual([]);
  expect(await logGroups()).toContain(foreign.logs);
  expect(await repositories()).toEqual(["retail-forecast-other/model", foreign.repository].sort());
  expect(await volumes()).toEqual([own.volume, foreign.volume].sort());
});

step("OPS-02 the state stack goes last, where it is named, and nothing of the project is left", async () => {
  await sandbox.aws("ecr", "delete-repository", "--repository-name", foreign.repository);
  await sandbox.aws("ecr", "delete-repository", "--repository-name", "retail-forecast-other/model");
  await teardown(sandbox, ["--layers", "state", "--run", "--yes"]);
  const { stdout } = await teardown(sandbox, ["--leftovers", "--json"], 1);
  expect(teardownSchema.parse(JSON.parse(stdout)).leftovers?.map(({ id }) => id)).toEqual([
    own.logs,
    own.volume,
  ]);

  await sandbox.aws("logs", "delete-log-group", "--log-group-name", own.logs);
  await sandbox.aws("ec2", "delete-volume", "--volume-id", own.volume);
  expect(await resourcesOfProject(sandbox)).toEqual([]);
  expect((await teardown(sandbox, ["--leftovers"])).stdout).toContain("nothing is left of retail-forecast");
});

async function plantOwn(): Promise<void> {
  const ofController = ["Key=elbv2.k8s.aws/cluster,Value=" + CLUSTER, ...tagsOf(sandbox.environment)];
  own.balancer = await makeBalancer("k8s-models", ofController);
  own.group = await made(
    "SecurityGroup",
    ...["create-security-group", "--group-name", "k8s-traffic", "--description", "own"],
    ...["--vpc-id", await vpc(), ...specification("security-group", ofController)],
  );
  own.interface = await makeInterface("aws-K8S-i-0123", [
    `Key=cluster.k8s.amazonaws.com/name,Value=${CLUSTER}`,
    ...tagsOf(sandbox.environment),
  ]);
  own.volume = await makeVolume([
    `Key=kubernetes.io/cluster/${CLUSTER},Value=owned`,
    ...tagsOf(sandbox.environment),
  ]);
  own.logs = `/aws/containerinsights/${CLUSTER}/made-again`;
  await sandbox.aws("logs", "create-log-group", "--log-group-name", own.logs);
  own.repository = (await repositories())[0] ?? "";
  await pushImage(own.repository);
}

async function plantForeign(): Promise<void> {
  foreign.balancer = await makeBalancer("of-others", []);
  foreign.interface = await makeInterface("by hand", []);
  foreign.otherInterface = await makeInterface("aws-K8S-i-4567", [
    `Key=cluster.k8s.amazonaws.com/name,Value=${CLUSTER}`,
    ...tagsOf("of-others"),
  ]);
  foreign.volume = await makeVolume(["Key=kubernetes.io/cluster/of-others,Value=owned"]);
  foreign.logs = `/aws/eks/${CLUSTER}-two/cluster`;
  await sandbox.aws("logs", "create-log-group", "--log-group-name", foreign.logs);
  foreign.repository = `${sandbox.environment}/by-hand`;
  for (const name of [foreign.repository, "retail-forecast-other/model"])
    await sandbox.aws("ecr", "create-repository", "--repository-name", name);
}

const tagsOf = (environment: string): string[] => [`Key=environment,Value=${environment}`];

const specification = (type: string, tags: readonly string[]): string[] =>
  tags.length === 0
    ? []
    : ["--tag-specifications", `ResourceType=${type},Tags=[${tags.map((tag) => `{${tag}}`).join(",")}]`];

/** Creates something with the EC2 API, and returns its id, which is at the top or in the object `key`. */
async function made(key: string, ...args: string[]): Promise<string> {
  const answer = (await sandbox.aws("ec2", ...args)) as Record<string, unknown>;
  const object = (answer[key] ?? answer) as Record<string, unknown>;
  return String(object["NetworkInterfaceId"] ?? object["VolumeId"] ?? object["GroupId"]);
}

async function makeBalancer(name: string, tags: readonly string[]): Promise<string> {
  const answer = (await sandbox.aws(
    ...["elbv2", "create-load-balancer", "--name", name, "--subnets", ...(await subnets())],
    ...(tags.length > 0 ? ["--tags", ...tags] : []),
  )) as { LoadBalancers: { LoadBalancerArn: string }[] };
  return String(answer.LoadBalancers[0]?.LoadBalancerArn);
}

async function makeInterface(description: string, tags: readonly string[]): Promise<string> {
  const [subnet = ""] = await subnets();
  return made(
    "NetworkInterface",
    ...["create-network-interface", "--subnet-id", subnet, "--description", description],
    ...specification("network-interface", tags),
  );
}

const makeVolume = (tags: readonly string[]): Promise<string> =>
  made(
    "Volume",
    ...["create-volume", "--size", "1", "--availability-zone", `${sandbox.region}a`],
    ...specification("volume", ["Key=ebs.csi.aws.com/cluster,Value=true", ...tags]),
  );

async function pushImage(repository: string): Promise<void> {
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: "application/vnd.docker.distribution.manifest.v2+json",
    config: { mediaType: "application/vnd.docker.container.image.v1+json", size: 1, digest: "sha256:a" },
    layers: [],
  });
  await sandbox.aws(
    ...["ecr", "put-image", "--repository-name", repository],
    ...["--image-tag", "1.0.0", "--image-manifest", manifest],
  );
}

const listed = async (...args: string[]): Promise<string[]> =>
  (((await sandbox.aws(...args)) ?? []) as string[]).sort();

const vpcs = () =>
  listed(
    ...["ec2", "describe-vpcs", "--filters", `Name=tag:environment,Values=${sandbox.environment}`],
    ...["--query", "Vpcs[].VpcId"],
  );
const vpc = async (): Promise<string> => (await vpcs())[0] ?? "";
const subnets = async () =>
  listed(
    ...["ec2", "describe-subnets", "--filters", `Name=vpc-id,Values=${await vpc()}`],
    ...["--query", "Subnets[].SubnetId"],
  );
const repositories = () => listed("ecr", "describe-repositories", "--query", "repositories[].repositoryName");
const logGroups = () => listed("logs", "describe-log-groups", "--query", "logGroups[].logGroupName");
const volumes = () => listed("ec2", "describe-volumes", "--query", "Volumes[].VolumeId");
const balancers = () =>
  listed("elbv2", "describe-load-balancers", "--query", "LoadBalancers[].LoadBalancerArn");

/** Whether a call changes nothing. */
const isRead = ({ protocol, operation }: ApiCall): boolean =>
  protocol === "rest" ? operation.startsWith("GET ") : /^(Describe|Get|List)/.test(operation);
