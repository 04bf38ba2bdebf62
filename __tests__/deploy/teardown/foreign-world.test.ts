import { type JsonObject } from "../../../src/terraform/stack-json";
import { LAYERS, type Layer } from "../../../src/base/layers";
import { looking } from "../../../src/deploy/teardown/connected";
import { leftoversOf } from "../../../src/deploy/teardown/leftovers";
import { runSteps } from "../../../src/deploy/teardown/run-steps";
import { type Item, type Kind, OBJECT_KINDS } from "../../../src/deploy/teardown/step";
import { stepsOf } from "../../../src/deploy/teardown/steps";
import { survey } from "../../../src/deploy/teardown/survey";
import { itemLines } from "../../../src/deploy/teardown/texts";
import { surveyText } from "../../../src/deploy/teardown/text";
import { planOf } from "../../support/reference-plans";
import { Simulated, tags } from "./simulated";

const E = "ml-platform";
const CLUSTER = "ml-platform-cluster";
const FACTS = new Simulated(E, {}).facts;
const [DATABASE, BUCKET, VAULT] = [FACTS.databases[0], FACTS.buckets[0], FACTS.vaults[0]].map(
  (each) => each?.name ?? "",
);
const [HOOK = ""] = FACTS.releases.map(({ name }) => name);

/** Tags of the environment, and of the controllers of its cluster. */
const OURS = { environment: E, layer: "network" };
const OF_CONTROLLER = { ...OURS, "elbv2.k8s.aws/cluster": CLUSTER, "ingress.k8s.aws/stack": "team/payments" };
const OF_CLUSTER = { ...OURS, [`kubernetes.io/cluster/${CLUSTER}`]: "owned" };
const ELSEWHERE = { VpcId: "vpc-of-others" };

/** An object of another team: the command whose answer has it, the key of the list, and what is listed. */
interface Twin {
  readonly command: string;
  readonly key: string;
  readonly listed: JsonObject;
}

const aws = (command: string, key: string, listed: object): Twin => ({
  command,
  key,
  listed: listed as JsonObject,
});
const kubernetes = (kind: string, metadata: object, more: object = {}): Twin =>
  aws(`kubectl get ${kind}`, "items", {
    metadata: { namespace: "team", name: "payments", ...metadata },
    ...more,
  });

const finalizers = ["resources-finalizer.argocd.argoproj.io"];
const closed = [{ clientConfig: { service: { namespace: "team", name: "payments" } } }];
const driver = { driver: "ebs.csi.aws.com", volumeHandle: "vol-payments" };
const mapped = (arn: string) =>
  aws("resourcegroupstaggingapi get-resources", "ResourceTagMappingList", {
    ResourceARN: arn,
    Tags: tags(OURS),
  });
const inVpc = (of: string) => `ec2 describe-${of} --filters Name=vpc-id,Values=vpc-1`;

/** Each kind in the hands of another team, which uses the names, prefixes and tags of the environment. */
const TWINS: Readonly<Record<Kind, readonly Twin[]>> = {
  "load balancer": [
    aws("elbv2 describe-load-balancers", "LoadBalancers", { LoadBalancerArn: "arn:payments", ...ELSEWHERE }),
    aws("elbv2 describe-tags", "TagDescriptions", { ResourceArn: "arn:payments", Tags: tags(OF_CONTROLLER) }),
  ],
  "target group": [
    aws("elbv2 describe-target-groups", "TargetGroups", { TargetGroupArn: "arn:payments-tg", ...ELSEWHERE }),
    aws("elbv2 describe-tags", "TagDescriptions", {
      ResourceArn: "arn:payments-tg",
      Tags: tags(OF_CONTROLLER),
    }),
  ],
  "security group": [
    ...[OF_CONTROLLER, OF_CLUSTER].map((own, index) =>
      aws("ec2 describe-security-groups", "SecurityGroups", {
        GroupId: `sg-payments-${index}`,
        GroupName: `eks-cluster-sg-${CLUSTER}-1`,
        Tags: tags(own),
        ...ELSEWHERE,
      }),
    ),
    aws("ec2 describe-security-groups", "SecurityGroups", {
      GroupId: "sg-payments-own",
      GroupName: "payments",
      Tags: tags({ [`kubernetes.io/cluster/${CLUSTER}`]: "owned" }),
      VpcId: "vpc-1",
    }),
    aws(inVpc("security-groups"), "SecurityGroups", {
      GroupId: "sg-payments-tag",
      GroupName: "payments",
      Tags: tags(OURS),
      VpcId: "vpc-1",
    }),
  ],
  interface: [
    ...[
      { TagSet: tags({ ...OF_CLUSTER, "cluster.k8s.amazonaws.com/name": CLUSTER }), ...ELSEWHERE },
      { TagSet: tags({ ...OURS, "cluster.k8s.amazonaws.com/name": "payments" }), VpcId: "vpc-1" },
    ].map((own, index) =>
      aws("ec2 describe-network-interfaces", "NetworkInterfaces", {
        NetworkInterfaceId: `eni-payments-${index}`,
        Status: "available",
        Description: "aws-K8S-i-1",
        ...own,
      }),
    ),
    aws(inVpc("network-interfaces"), "NetworkInterfaces", {
      NetworkInterfaceId: "eni-payments-tag",
      TagSet: tags(OURS),
    }),
  ],
  endpoint: [
    aws(inVpc("vpc-endpoints"), "VpcEndpoints", { VpcEndpointId: "vpce-payments", Tags: tags(OURS) }),
  ],
  database: [aws("rds describe-db-instances", "DBInstances", { DeletionProtection: true })],
  "database snapshot": [
    aws("rds describe-db-snapshots", "DBSnapshots", { DBInstanceIdentifier: "payments" }),
  ],
  "recovery point": [
    aws("backup list-recovery-points-by-backup-vault", "RecoveryPoints", {
      RecoveryPointArn: "arn:payments-point",
    }),
  ],
  bucket: [aws("s3api list-object-versions", "Versions", { Key: "payments" })],
  repository: [
    aws("ecr describe-repositories", "repositories", {
      repositoryName: `${E}/payments-api`,
      repositoryArn: "arn:payments-api",
    }),
    aws("ecr list-tags-for-resource", "tags", { Key: "environment", Value: E }),
  ],
  "log group": [
    ...[`/aws/eks/${CLUSTER}/payments`, `/aws/eks/${CLUSTER}/cluster`].map((logGroupName) =>
      aws("logs describe-log-groups", "logGroups", { logGroupName }),
    ),
  ],
  volume: [
    aws("ec2 describe-volumes", "Volumes", {
      VolumeId: "vol-of-payments",
      Tags: tags({ ...OURS, "ebs.csi.aws.com/cluster": "true", "kubernetes.io/cluster/payments": "owned" }),
    }),
    aws("ec2 describe-volumes", "Volumes", { VolumeId: "vol-tagged", Tags: tags(OURS) }),
  ],
  secret: [
    aws("secretsmanager list-secrets", "SecretList", {
      Name: `${E}/payments`,
      ARN: "arn:payments-secret",
      Tags: tags(OURS),
    }),
  ],
  "tagged resource": [
    ...["sqs", "route53", "kms", "ec2", "elasticfilesystem", "backup", "dynamodb"].map((service) =>
      mapped(`arn:aws:${service}:eu-central-1:1:${service === "kms" ? "alias/" : ""}${E}-payments`),
    ),
  ],
  "not looked at": [mapped("arn:aws:ec2:eu-central-1:1:snapshot/snap-payments")],
  "ingresses.networking.k8s.io": [kubernetes("ingresses.networking.k8s.io", {})],
  services: [kubernetes("services", {}, { spec: { type: "LoadBalancer" } })],
  "targetgroupbindings.elbv2.k8s.aws": [kubernetes("targetgroupbindings.elbv2.k8s.aws", {})],
  "applicationsets.argoproj.io": [kubernetes("applicationsets.argoproj.io", { finalizers })],
  "applications.argoproj.io": [
    kubernetes("applications.argoproj.io", { finalizers }),
    kubernetes("applications.argoproj.io", { finalizers, namespace: "argocd" }),
  ],
  "nodeclaims.karpenter.sh": [kubernetes("nodeclaims.karpenter.sh", { namespace: undefined })],
  persistentvolumeclaims: [kubernetes("persistentvolumeclaims", {}, { spec: { volumeName: "payments" } })],
  persistentvolumes: [
    kubernetes(
      "persistentvolumes",
      {},
      { spec: { csi: driver, persistentVolumeReclaimPolicy: "Retain" }, status: { phase: "Released" } },
    ),
  ],
  customresourcedefinitions: [
    kubernetes("customresourcedefinitions.apiextensions.k8s.io", {
      name: "targetgroupbindings.elbv2.k8s.aws",
    }),
  ],
  leases: [
    kubernetes("leases.coordination.k8s.io", {
      name: "aws-load-balancer-controller-leader",
      namespace: "kube-system",
    }),
  ],
  validatingwebhookconfigurations: [
    kubernetes("validatingwebhookconfigurations", {}, { webhooks: closed }),
    // A release of another team with the name of one of ours, after ours is gone.
    kubernetes(
      "validatingwebhookconfigurations",
      {
        annotations: {
          "meta.helm.sh/release-name": HOOK,
          "meta.helm.sh/release-namespace": FACTS.releases[0]?.namespace,
        },
      },
      { webhooks: closed },
    ),
  ],
  mutatingwebhookconfigurations: [kubernetes("mutatingwebhookconfigurations", {}, { webhooks: closed })],
};

function answersOf(twins: readonly Twin[]): Record<string, object> {
  const answers: Record<string, Record<string, JsonObject[]>> = {
    // A network of another team with our tags: it is not where the environment is.
    "ec2 describe-vpcs": { Vpcs: [{ VpcId: "vpc-of-others", Tags: [] }] },
  };
  for (const { command, key, listed } of twins) {
    const answer = (answers[command] ??= {});
    answer[key] = [...(answer[key] ?? []), listed];
  }
  return answers;
}

const everything = Object.fromEntries(
  LAYERS.map((layer) => [
    layer,
    planOf(E)
      .stack(layer)
      .resources()
      .map(({ address }) => address),
  ]),
) as Record<Layer, string[]>;

/** Retained names of the state differ from those of the files, which another team has now. */
const RENAMED = { id: "before", arn: "arn:before", identifier: "before", bucket: "before" };
const WORLDS: Readonly<Record<string, Partial<Record<Layer, readonly string[]>>>> = {
  "everything is in the states": everything,
  "the later layers are gone, and a run continues": { ...everything, models: [], platform: [] },
  "the cluster is gone, and a run continues": { state: everything.state, network: everything.network },
  "the states are lost": {},
};

const machineOf = (state: Partial<Record<Layer, readonly string[]>>) =>
  new Simulated(E, answersOf(Object.values(TWINS).flat()), state, planOf(E), (address) =>
    /^aws_(db_instance|s3_bucket|backup_vault|cloudwatch_log_group)\./.test(address) ? RENAMED : {},
  );

const CHANGES = /\b(delete|modify|remove|terminate|detach|put|update|purge|release|disable)-?/;
const changesIn = (commands: readonly string[]) =>
  commands.filter(
    (each) =>
      !each.startsWith("eks update-kubeconfig ") && CHANGES.test(each.split(" ").slice(0, 2).join(" ")),
  );
/** Lines with a command that changes something, without a warning. */
const unwarned = (lines: readonly string[]) =>
  lines
    .flatMap((text) => text.split("\n"))
    .filter(
      (line) => /\b(aws \S+ (delete|modify)|kubectl delete)/.test(line) && !/if it is yours: /.test(line),
    );

test("OPS-02 every kind that a teardown finds has a twin of another team", () => {
  expect(Object.keys(TWINS).sort()).toEqual([...OBJECT_KINDS].sort());
  expect([DATABASE, BUCKET, VAULT, HOOK].filter((name) => name === "")).toEqual([]);
});

test("OPS-02 the twins are looked at", async () => {
  const calls = await Promise.all(
    Object.values(WORLDS).map(async (state) => {
      const machine = machineOf(state);
      for (const layer of LAYERS) await survey(machine.session([layer]));
      await leftoversOf(machine.session(), machine.facts);
      return machine.calls;
    }),
  );
  const looked = (command: string) => calls.flat().some((call) => call.startsWith(command));
  const unseen = Object.values(TWINS)
    .flat()
    .map(({ command }) => command)
    .filter((command) => !looked(command));
  expect(unseen.filter((command) => !/^(rds|s3api|backup|ecr list-tags)/.test(command))).toEqual([]);
});

describe.each(Object.entries(WORLDS))("OPS-02 another team uses our names and tags; %s", (_, state) => {
  test("each step of a run with yes deletes nothing of the other team, and prints no deletion without a warning", async () => {
    const machine = machineOf(state);
    const steps = stepsOf(machine.facts);
    expect(steps.length).toBeGreaterThan(10);
    for (const step of steps) await runSteps(machine.session([step.layer], 20), machine.facts, [step]);
    expect(changesIn(machine.calls)).toEqual([]);
    expect(machine.asked.filter((question) => /^delete /.test(question))).toEqual([]);
    expect(unwarned(machine.said)).toEqual([]);
  });

  test("a dry run and the list of leftovers print no deletion without a warning", async () => {
    const machine = machineOf(state);
    const session = machine.session();
    const layers = await survey(session);
    const left = await leftoversOf(session, machine.facts);
    const found: Item[] = [...layers.flatMap(({ steps }) => steps.flatMap((step) => step.found)), ...left];
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ treatment }) => treatment === "delete")).toEqual([]);
    expect(unwarned([surveyText(E, layers), ...left.flatMap(itemLines)])).toEqual([]);
    expect(changesIn(machine.calls)).toEqual([]);
  });

  test("nothing of the other team is waited for", async () => {
    const machine = machineOf(state);
    const waits = await looking(machine.session(), machine.facts, true, async (look, missing) => {
      const steps = stepsOf(machine.facts).filter(({ needs }) => needs === "aws" || !missing);
      const found = await Promise.all(steps.map((step) => step.find(look)));
      return found.flat().filter(({ treatment }) => treatment === "wait");
    });
    expect(waits).toEqual([]);
  });
});
