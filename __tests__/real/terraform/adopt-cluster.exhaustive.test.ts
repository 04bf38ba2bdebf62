import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { isMap, isSeq } from "yaml";
import { adopt, takeOver } from "./harness/adopt";
import { chain } from "./harness/chain";
import { type InterceptedApi } from "./harness/intercepted-api";
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { type PlanJson, plannedChanges } from "./harness/plan-changes";
import { type RecordedAnswers, eksctlCluster, withRecordedCluster } from "./harness/recorded-cluster";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { STACK_FILES } from "../../../src/base/stack-files";

const ENVIRONMENT = "ml-inference-prod";

/** A sandbox with an applied network. EKS answers from records. */
class Adopted {
  recorded: RecordedAnswers = {};
  private api?: InterceptedApi;

  private constructor(readonly sandbox: Sandbox) {}

  static async create(test: string): Promise<Adopted> {
    const sandbox = await Sandbox.create(test, ENVIRONMENT);
    await makePrerequisites(sandbox);
    await makeStateBucket(sandbox);
    await sandbox.synth();
    const made = new Adopted(sandbox);
    made.api = await withRecordedCluster(sandbox.variables["AWS_ENDPOINT_URL"] ?? "", () => made.recorded);
    const network = sandbox.stack("network");
    network.useLocalApi();
    await network.init();
    await network.apply(await network.plan("plan: network"), "apply: network");
    return made;
  }

  get endpoint(): Readonly<Record<string, string>> {
    return { AWS_ENDPOINT_URL: this.api?.endpoint ?? "" };
  }

  /** The cluster stack, connected to the recorded cluster. */
  get cluster(): Stack {
    return this.sandbox.stack("cluster", this.endpoint);
  }

  takeOver(name: string) {
    this.cluster.useLocalApi({ without: "eks-" });
    return takeOver(this.sandbox, ["--cluster", name], this.endpoint);
  }

  async stop(): Promise<void> {
    await this.api?.stop();
  }
}

/** Arguments that a plan changes in place, by address, without tags. */
const updatedArguments = ({ resource_changes: changes = [] }: PlanJson): Record<string, string[]> =>
  Object.fromEntries(
    changes
      .filter(({ change }) => String(change.actions) === "update")
      .map(({ address, change }): [string, string[]] => [
        address,
        Object.keys(change.after ?? {}).filter(
          (key) => !key.startsWith("tags") && !isDeepStrictEqual(change.before?.[key], change.after?.[key]),
        ),
      ])
      .filter(([, names]) => names.length > 0),
  );

function withoutWaiver(waivers: unknown, check: string): unknown {
  if (!isSeq(waivers)) throw new Error(`${ENVIRONMENT} has no waivers`);
  waivers.items = waivers.items.filter((each) => !isMap(each) || each.get("check") !== check);
  return waivers;
}

describe("a recorded cluster that eksctl made", () => {
  const step = chain();
  const NAME = "my-eks-cluster";
  let adopted: Adopted;
  let vpc: string;

  beforeAll(async () => {
    adopted = await Adopted.create("adopt cluster");
    const { sandbox } = adopted;
    const { account, region } = sandbox;
    const outputs = await sandbox.stack("network").outputs();
    vpc = String(outputs["vpc_id"]);
    const subnets = ["private_workload_subnet_ids", "public_alb_subnet_ids"].flatMap(
      (name) => outputs[name] as string[],
    );
    adopted.recorded = eksctlCluster({ account, region, vpc, subnets });
    const trust = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: "sts:AssumeRole" }],
    };
    await sandbox.aws(
      ...["iam", "create-role", "--role-name", "eksctl-my-eks-cluster-cluster-ServiceRole-zMF6CBakwwbW"],
      ...["--assume-role-policy-document", JSON.stringify(trust)],
    );
    const issuer = `https://oidc.eks.${region}.amazonaws.com/id/JSA79429HJDASKJDJ8223829MNDNASW`;
    await sandbox.aws(
      ...["iam", "create-open-id-connect-provider", "--url", issuer],
      ...["--client-id-list", "sts.amazonaws.com", "--thumbprint-list", "0".repeat(40)],
    );
    const logGroup = ["--log-group-name", `/aws/eks/${NAME}/cluster`];
    await sandbox.aws("logs", "create-log-group", ...logGroup);
    await sandbox.aws("logs", "put-retention-policy", ...logGroup, "--retention-in-days", "14");
  });
  afterAll(() => adopted.stop());

  step(
    "is proposed with its name, role, versions and administrators, and a note for each difference",
    async () => {
      const { sandbox, endpoint } = adopted;
      const { account, region } = sandbox;
      const { code, stdout, output } = await adopt(
        sandbox,
        ["--cluster", NAME, "--region", region, "--json"],
        endpoint,
      );
      expect({ code, output }).toMatchObject({ code: 0 });
      const { file, notes } = JSON.parse(stdout) as { file: Record<string, unknown>; notes: string[] };
      expect(file["network"]).toMatchObject({ vpcCidr: "10.32.0.0/16" });
      expect(file["cluster"]).toEqual({
        name: NAME,
        roleName: "eksctl-my-eks-cluster-cluster-ServiceRole-zMF6CBakwwbW",
        version: "1.36",
        admins: [`arn:aws:iam::${account}:role/platform-admin`],
        apiAccess: { publicCidrs: ["22.19.18.2/32"] },
        nodeGroups: {
          "my-eks-nodegroup": {
            instanceTypes: ["t3.medium"],
            capacityType: "ON_DEMAND",
            minPerZone: 1,
            maxPerZone: 1,
            diskGiB: 20,
            zones: ["a", "b"],
          },
        },
        logRetentionDays: 14,
        addonVersions: { "vpc-cni": "v1.16.4-eksbuild.2" },
      });
      for (const part of [
        "accessConfig",
        "encryptionConfig",
        "upgradePolicy",
        "eks-admin-user",
        "role/Admin",
        "my-fargate-profile",
        "AL2_x86_64",
        "delete-nodegroup",
      ])
        expect(notes.filter((note) => note.includes(part))).not.toEqual([]);
      const { apiAccess, ...keys } = file["cluster"] as { apiAccess: { publicCidrs: string[] } };
      sandbox.edit((yaml) => {
        for (const [key, value] of Object.entries(keys)) yaml.setIn(["cluster", key], yaml.createNode(value));
        yaml.setIn(["cluster", "apiAccess", "publicCidrs"], yaml.createNode(apiAccess.publicCidrs));
        // These nodes have the same minimum and maximum, which the waiver is about.
        yaml.setIn(["waivers"], withoutWaiver(yaml.get("waivers"), "capacity-autoscaler"));
      });
      // An adopted cluster is a new environment, which has no lock.
      rmSync(join(sandbox.folder, `environments/${ENVIRONMENT}.addresses.json`));
    },
  );

  step("is not imported into a file with another role, which would replace it", async () => {
    const { sandbox } = adopted;
    const role = sandbox.written(["cluster", "roleName"]);
    sandbox.edit((yaml) => yaml.deleteIn(["cluster", "roleName"]));
    await sandbox.synth();
    const { code, output } = await adopted.takeOver(NAME);
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toMatch(/the plan REPLACES 1 resource: aws_eks_cluster\.main \(role_arn\)\n/);
    expect(readdirSync(adopted.cluster.folder)).not.toContain(STACK_FILES.repair);
    sandbox.edit((yaml) => yaml.setIn(["cluster", "roleName"], role));
    await sandbox.synth();
  });

  step(
    "is imported with its role, log group, identity provider, add-on and administrator, and with a tag environment of its own",
    async () => {
      const { code, output } = await adopted.takeOver(NAME);
      expect({ code, output }).toMatchObject({ code: 0 });
      for (const address of [
        "aws_eks_cluster.main",
        "aws_iam_role.cluster",
        "aws_cloudwatch_log_group.control_plane",
        "aws_iam_openid_connect_provider.irsa",
        "aws_eks_addon.vpc_cni",
        "aws_eks_access_entry.admin_platform_admin",
      ])
        expect(output).toContain(`"to": "${address}"`);
      expect(output).not.toMatch(/REPLACES|DESTROYS/);
      expect(output).toMatch(/aws_eks_cluster\.main \(access_config, .*tags/);
    },
  );

  step(
    "keeps its name, network and nodes in the first plan, which changes named settings in place",
    async () => {
      const plan = await adopted.cluster.plan("plan: adopted");
      const shown = await adopted.cluster.show(plan);
      expect(plannedChanges(shown).filter((change) => /^(delete|replace)/.test(change))).toEqual([]);
      expect(updatedArguments(shown)["aws_eks_cluster.main"]).toEqual([
        "access_config",
        "encryption_config",
        "upgrade_policy",
        "vpc_config",
      ]);
    },
  );
});

describe("a cluster of the same shape from another state", () => {
  const step = chain();
  let adopted: Adopted;

  beforeAll(async () => {
    adopted = await Adopted.create("adopt cluster twin");
    const { sandbox } = adopted;
    const other = sandbox.stack("cluster");
    other.useLocalApi();
    await other.init();
    await other.apply(await other.plan("plan: other state"), "apply: other state");
    adopted.recorded = droppedByMoto(sandbox.account, other);
    await sandbox.aws(
      ...["s3api", "delete-object", "--bucket", sandbox.stateBucket],
      ...["--key", `${sandbox.environment}/cluster/terraform.tfstate`],
    );
  });
  afterAll(() => adopted.stop());

  step("is imported with its nodes, add-ons and administrators", async () => {
    const { code, output } = await adopted.takeOver(`${ENVIRONMENT}-cluster`);
    expect({ code, output }).toMatchObject({ code: 0 });
    for (const { address } of adopted.cluster.json.resources())
      if (/^aws_(eks|kms|launch_template)/.test(address)) expect(output).toContain(`"to": "${address}"`);
    expect(output).not.toMatch(/REPLACES|DESTROYS/);
  });

  step("changes nothing in its first plan but tags and arguments that only the provider knows", async () => {
    const shown = await adopted.cluster.show(await adopted.cluster.plan("plan: adopted"));
    expect(plannedChanges(shown).filter((change) => /^(delete|replace)/.test(change))).toEqual([]);
    expect([...new Set(Object.values(updatedArguments(shown)).flat())].sort()).toEqual([
      "bypass_policy_lockout_safety_check",
      "deletion_window_in_days",
      "resolve_conflicts_on_create",
      "resolve_conflicts_on_update",
      "update_default_version",
    ]);
  });
});

/** Settings of a cluster that moto drops, add-ons and access entries of the stack that created it. */
function droppedByMoto(account: string, { json }: Stack): RecordedAnswers {
  const [cluster] = json.resources("aws_eks_cluster");
  const at = `/clusters/${String(cluster?.config["name"])}`;
  const listed = (type: string, argument: string) =>
    json.resources(type).map(({ config }) => String(config[argument]));
  const roleArn = (reference: unknown): string => {
    const address = /aws_iam_role\.\w+/.exec(String(reference))?.[0] ?? "";
    return `arn:aws:iam::${account}:role/${String(json.find(address)?.config["name"])}`;
  };
  const addons = json.resources("aws_eks_addon").map(({ config }): [string, object] => {
    const { addon_name: addonName, service_account_role_arn: role, configuration_values: values } = config;
    const addon = {
      addonName,
      clusterName: cluster?.config["name"],
      addonArn: `arn:aws:eks:REGION:${account}:addon/cluster/${String(addonName)}/1`,
      addonVersion: String(config["addon_version"]).startsWith("${")
        ? "v1.0.0-eksbuild.1"
        : config["addon_version"],
      status: "ACTIVE",
      createdAt: 1,
      modifiedAt: 1,
      ...(role === undefined ? {} : { serviceAccountRoleArn: roleArn(role) }),
      ...(values === undefined ? {} : { configurationValues: values }),
    };
    return [`${at}/addons/${String(addonName)}`, { addon }];
  });
  const entries = json.resources("aws_eks_access_entry").flatMap(({ config }): [string, object][] => {
    const { principal_arn: principalArn, type } = config;
    const path = `${at}/access-entries/${String(principalArn)}`;
    const accessEntry = {
      clusterName: cluster?.config["name"],
      principalArn,
      accessEntryArn: `arn:aws:eks:REGION:${account}:access-entry/cluster/1`,
      kubernetesGroups: [],
      createdAt: 1,
      modifiedAt: 1,
      username: "admin",
      type,
    };
    const policy = {
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      accessScope: { type: "cluster", namespaces: [] },
      associatedAt: 1,
      modifiedAt: 1,
    };
    return [
      [path, { accessEntry }],
      [`${path}/access-policies`, { associatedAccessPolicies: [policy], principalArn }],
    ];
  });
  const nodeGroups = listed("aws_eks_node_group", "node_group_name").map((name): [string, object] => [
    `${at}/node-groups/${name}`,
    { nodegroup: { updateConfig: { maxUnavailable: 1 }, remoteAccess: null } },
  ]);
  return {
    [at]: {
      cluster: { accessConfig: { authenticationMode: "API" }, upgradePolicy: { supportType: "STANDARD" } },
    },
    [`${at}/addons`]: { addons: listed("aws_eks_addon", "addon_name") },
    [`${at}/access-entries`]: { accessEntries: listed("aws_eks_access_entry", "principal_arn") },
    ...Object.fromEntries([...addons, ...entries, ...nodeGroups]),
  };
}
