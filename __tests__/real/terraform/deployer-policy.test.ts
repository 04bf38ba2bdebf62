import { copyFileSync, existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { type Layer } from "../../../src/base/layers";
import { type GrantUse } from "../../../src/reports/deployer-policy/environment-policies";
import { chain } from "./harness/chain";
import { iamRequestOf } from "./harness/iam-requests";
import { type InterceptedApi, interceptApi } from "./harness/intercepted-api";
import { KeyTags } from "./harness/key-tags";
import { ObjectTags } from "./harness/object-tags";
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { type IamRequest, Policies } from "./harness/policy-evaluator";
import { run } from "./harness/processes";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { createWithoutDenials } from "./harness/state-first";
import { ROOT } from "./harness/synth";
import { STACK_FILES } from "../../../src/base/stack-files";

/** An environment with an ALB, a cluster and a state stack, and one with NAT gateways, network ACLs and an attachment. */
const CASES = [
  ["retail-forecast-option-b", ["state", "network", "cluster"]],
  ["ml-inference-prod", ["network"]],
] as const;

describe.each(CASES)("%s", (environment, layers) => {
  const step = chain();
  let sandbox: Sandbox;
  let api: InterceptedApi;
  let calls: IamRequest[] = [];

  beforeAll(async () => {
    sandbox = await Sandbox.create("deployer policy", environment);
    await makePrerequisites(sandbox);
    if (!(layers as readonly Layer[]).includes("state")) await makeStateBucket(sandbox);
    await sandbox.synth();
    const keys = new KeyTags(sandbox.account);
    const objects = new ObjectTags(sandbox.account);
    api = await interceptApi(sandbox.variables["AWS_ENDPOINT_URL"] ?? "", async (call, pass) => {
      calls.push(
        ...keys
          .requestsOf(call, iamRequestOf(call, sandbox.account))
          .flatMap((request) => objects.requestsOf(call, request)),
      );
      const answer = await pass();
      keys.note(call, answer);
      objects.note(call, answer);
      return answer;
    });
  });
  afterAll(() => api.stop());

  const folder = (): string => join(sandbox.folder, "policies", environment);
  const connected = (layer: Layer): Stack => sandbox.stack(layer, { AWS_ENDPOINT_URL: api.endpoint });

  function policies(layer: Layer, ...uses: readonly GrantUse[]): Policies {
    const files = readdirSync(folder()).filter((name) =>
      uses.some((use) => name.startsWith(`${layer}-${use}-`)),
    );
    expect(files).not.toEqual([]);
    return Policies.inFiles(files.map((name) => join(folder(), name)));
  }

  /** Calls of some work that the policies of a layer refuse, by action and resource. */
  async function refused(
    layer: Layer,
    uses: readonly GrantUse[],
    work: () => Promise<unknown>,
  ): Promise<string[]> {
    calls = [];
    await work();
    expect(calls.length).toBeGreaterThan(0);
    const allowed = policies(layer, ...uses);
    return [...new Set(calls.filter((call) => !allowed.allow(call)).map(described))].sort();
  }

  step("the command writes policies", async () => {
    await run({
      program: process.execPath,
      args: [
        ...[join(ROOT, "bin/private-eks-inference.js"), "policy"],
        ...[
          "--github",
          "acme/platform",
          "--environments",
          environment,
          "--in",
          sandbox.outdir,
          "--out",
          join(sandbox.folder, "policies"),
        ],
      ],
      cwd: ROOT,
      env: sandbox.variables,
    });
    expect(existsSync(join(folder(), "main.tf.json"))).toBe(true);
  });

  for (const layer of layers) {
    step(`${layer}: every call of a first plan and apply is allowed`, async () => {
      const stack = connected(layer);
      stack.useLocalApi();
      if (layer === "state") {
        createWithoutDenials(sandbox, stack);
        useLocalState(stack);
      }
      expect(
        await refused(layer, ["plan"], async () => {
          await stack.init();
          await stack.plan("first plan");
        }),
      ).toEqual([]);
      const apply = () => stack.terraformStep("apply", "apply", "-input=false", "-auto-approve");
      expect(await refused(layer, ["apply", "create"], apply)).toEqual([]);
      // The same changes are refused with the policies of a plan, so the evaluator does not allow everything.
      const plan = policies(layer, "plan");
      const changes = calls.filter(isChange);
      expect(changes.length).toBeGreaterThan(5);
      expect(changes.filter((call) => plan.allow(call)).map(described)).toEqual([]);
    });

    step(`${layer}: every call of a plan of what exists is allowed`, async () => {
      const plan = () => connected(layer).plan("plan of what exists");
      expect(await refused(layer, ["plan"], plan)).toEqual([]);
      expect(calls.filter(isChange).map(described)).toEqual([]);
    });
  }

  step("the module creates the policies, and the roles of the workflows with their boundary", async () => {
    const module = sandbox.moduleIn(folder(), "state");
    await module.initStep("init of policies");
    await module.terraformStep("apply of policies", "apply", "-input=false", "-auto-approve");
    const made = (await module.outputs())["policy_arns"] as Record<string, string>;
    const documents = readdirSync(folder()).filter((name) => /-\d+\.json$|^boundary\.json$/.test(name));
    const names = documents.map((name) => `${environment}-deployer-${name.replace(/\.json$/, "")}`);
    const ofPullRequests = names.filter((name) => name.includes("-deployer-pull-request-"));
    expect(ofPullRequests.length).toBeGreaterThan(0);
    expect(Object.keys(made).sort()).toEqual(names.filter((name) => !ofPullRequests.includes(name)).sort());
    expect(readFileSync(join(folder(), "README.md"), "utf8")).toContain("## Unproven");
    for (const use of ["pull-request", "plan", "apply"]) {
      const role = ["--role-name", `${environment}-deployer-${use}`];
      expect(await sandbox.aws("iam", "get-role", ...role)).toMatchObject({
        Role: {
          PermissionsBoundary: {
            PermissionsBoundaryArn: `arn:aws:iam::${sandbox.account}:policy/${environment}-deployer-boundary`,
          },
        },
      });
      const { AttachedPolicies: attached } = (await sandbox.aws(
        "iam",
        "list-attached-role-policies",
        ...role,
      )) as {
        AttachedPolicies: { PolicyName: string }[];
      };
      const attachedNames = attached.map(({ PolicyName }) => PolicyName).sort();
      if (use === "pull-request") expect(attachedNames).toEqual(ofPullRequests.sort());
      expect(attached.length).toBeGreaterThan(0);
      expect(attached.filter(({ PolicyName }) => PolicyName.includes("-create-"))).toEqual([]);
    }
  });

  for (const layer of [...layers].reverse()) {
    step(`${layer}: every call of a destroy is allowed`, async () => {
      await deleteGatewayAttachments(sandbox, connected(layer));
      if (layer === "state") await deleteStates(sandbox);
      expect(await refused(layer, ["apply"], () => connected(layer).destroyUnprotected())).toEqual([]);
    });
  }
});

const described = ({ action, resource }: IamRequest): string =>
  resource === undefined ? action : `${action} ${resource}`;

/** Whether a call changes resources. The lock of a state is no change. */
const isChange = ({ action, resource = "" }: IamRequest): boolean =>
  !/:(Describe|Get|List|BatchGet|AssumeRole)/.test(action) && !resource.endsWith(".tflock");

/** Plans and applies the state stack with state in a local file, as its first apply does. */
function useLocalState({ folder }: Stack): void {
  copyFileSync(join(folder, STACK_FILES.firstApply), join(folder, basename(STACK_FILES.firstApply)));
}

/** Deletes attachments to transit gateways without Terraform. Stand-in transit-gateway-attachment-deletion. */
async function deleteGatewayAttachments(sandbox: Sandbox, stack: Stack): Promise<void> {
  const attachments = await sandbox.aws(
    ...["ec2", "describe-transit-gateway-vpc-attachments"],
    ...["--query", "TransitGatewayVpcAttachments[].TransitGatewayAttachmentId"],
  );
  const addresses = await stack.stateList();
  for (const address of addresses.filter((each) =>
    each.startsWith("aws_ec2_transit_gateway_vpc_attachment."),
  )) {
    for (const id of attachments as string[])
      await sandbox.aws(
        "ec2",
        "delete-transit-gateway-vpc-attachment",
        "--transit-gateway-attachment-id",
        id,
      );
    await stack.forget(address);
  }
}

/** Deletes all versions of the states, without which S3 deletes no bucket. The policies of the deployer do not allow it. */
async function deleteStates(sandbox: Sandbox): Promise<void> {
  const bucket = ["--bucket", sandbox.stateBucket];
  const query = ["--query", "{Objects: [Versions, DeleteMarkers][][].{Key: Key, VersionId: VersionId}}"];
  const versions = await sandbox.aws("s3api", "list-object-versions", ...bucket, ...query);
  await sandbox.aws("s3api", "delete-objects", ...bucket, "--delete", JSON.stringify(versions));
}
