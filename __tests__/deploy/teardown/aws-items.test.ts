import { leftoversOf } from "../../../src/deploy/teardown/leftovers";
import { Look } from "../../../src/deploy/teardown/look";
import { Simulated, tags, treated } from "./simulated";

const E = "ml-platform";
const CLUSTER = "ml-platform-cluster";
const OWN = { environment: E };
const OTHER = { environment: "another" };
const VpcId = "vpc-1";
const NETWORK = { network: ["aws_vpc.main"] };

describe("OPS-02 load balancers of the controller", () => {
  const balancers = (values: Record<string, string>, ingresses: object[] = [], place = VpcId) =>
    new Simulated(E, {
      "elbv2 describe-load-balancers": { LoadBalancers: [{ LoadBalancerArn: "arn:lb", VpcId: place }] },
      "elbv2 describe-tags": { TagDescriptions: [{ ResourceArn: "arn:lb", Tags: tags(values) }] },
      "kubectl get ingresses.networking.k8s.io": { items: ingresses },
    });
  const ofCluster = { "elbv2.k8s.aws/cluster": CLUSTER };

  test.each([
    ["the tag of the cluster", ofCluster, ["delete load balancer arn:lb"]],
    ["the tags of cluster and environment", { ...ofCluster, ...OWN }, ["delete load balancer arn:lb"]],
    ["the same cluster name of another environment", { ...ofCluster, ...OTHER }, []],
    ["another cluster", { "elbv2.k8s.aws/cluster": "another" }, []],
    ["the tag of the environment alone, as Terraform's own", OWN, []],
    ["no tag", {}, []],
  ])("%s", async (_, values, expected) => {
    expect(treated(await balancers(values).items("network", "load-balancers"))).toEqual(expected);
    expect(treated(await balancers(values).items("platform", "load-balancers"))).toEqual(expected);
  });

  test("one in another VPC is of a cluster that has or had the name", async () => {
    const machine = balancers(ofCluster, [], "vpc-2");
    expect(await machine.items("network", "load-balancers")).toEqual([]);
    expect(await machine.items("platform", "load-balancers")).toEqual([]);
  });

  test("without a state that names the VPC, one is named and left", async () => {
    const { answers } = balancers(ofCluster);
    const [item] = await new Simulated(E, answers, {}).items("network", "load-balancers");
    expect(item).toMatchObject({ treatment: "name", id: "arn:lb" });
    expect(item?.because).toContain("no state names the VPC");
  });

  test("one is waited for while an Ingress exists, since the controller deletes it", async () => {
    const ingress = { metadata: { name: "a", namespace: "b" } };
    const found = await balancers(ofCluster, [ingress]).items("platform", "load-balancers");
    expect(treated(found)).toEqual(["wait load balancer arn:lb"]);
  });
});

describe("OPS-02 interfaces of the CNI", () => {
  const interfaces = (own: object) =>
    new Simulated(E, {
      "ec2 describe-network-interfaces": {
        NetworkInterfaces: [
          {
            NetworkInterfaceId: "eni-1",
            VpcId,
            Status: "available",
            Description: "aws-K8S-i-1",
            TagSet: tags({ "cluster.k8s.amazonaws.com/name": CLUSTER, ...OWN }),
            ...own,
          },
        ],
      },
    }).items("network", "interfaces");

  test.each([
    ["own", {}, ["delete interface eni-1"]],
    [
      "the tag of newer versions",
      { TagSet: tags({ [`kubernetes.io/cluster/${CLUSTER}`]: "owned" }) },
      ["delete interface eni-1"],
    ],
    ["in another VPC", { VpcId: "vpc-2" }, []],
    [
      "another cluster with the tag of the environment",
      { TagSet: tags({ "cluster.k8s.amazonaws.com/name": "another", ...OWN }) },
      [],
    ],
    ["in use", { Status: "in-use" }, []],
    ["made by hand", { Description: "by hand" }, []],
    ["the tag of the environment alone", { TagSet: tags(OWN) }, []],
    ["another cluster", { TagSet: tags({ "cluster.k8s.amazonaws.com/name": "another" }) }, []],
    ["a shared cluster tag", { TagSet: tags({ [`kubernetes.io/cluster/${CLUSTER}`]: "shared" }) }, []],
    ["another environment", { TagSet: tags({ "cluster.k8s.amazonaws.com/name": CLUSTER, ...OTHER }) }, []],
  ])("%s", async (_, own, expected) => expect(treated(await interfaces(own))).toEqual(expected));
});

describe("OPS-02 resources of others in the VPC", () => {
  const managed = { GuardDutyManaged: "true" };
  const found = (answers: Record<string, object>, id = "occupants", inState = {}) =>
    new Simulated(E, answers, { ...NETWORK, ...inState }).items("network", id).then(treated);

  test("the endpoint and the group of GuardDuty stop the run, each once", async () => {
    const answers = {
      "ec2 describe-vpc-endpoints": {
        VpcEndpoints: [{ VpcEndpointId: "vpce-1", State: "available", Tags: tags(managed) }],
      },
      "ec2 describe-security-groups": {
        SecurityGroups: [{ GroupId: "sg-1", GroupName: "g", Tags: tags(managed) }],
      },
    };
    expect(await found(answers, "guardduty")).toEqual(["block endpoint vpce-1", "block security group sg-1"]);
    expect(await found(answers)).toEqual([]);
  });

  test("an endpoint of GuardDuty that is deleted is waited for", async () => {
    const VpcEndpoints = [{ VpcEndpointId: "vpce-1", State: "deleting", Tags: tags(managed) }];
    expect(await found({ "ec2 describe-vpc-endpoints": { VpcEndpoints } }, "guardduty")).toEqual([
      "wait endpoint vpce-1",
    ]);
  });

  test("security groups: those of Terraform and of EKS are known, others stop the run", async () => {
    const SecurityGroups = [
      { GroupId: "sg-default", GroupName: "default" },
      { GroupId: "vpc-1", GroupName: "in a state" },
      { GroupId: "sg-tagged", GroupName: "tagged", Tags: tags(OWN) },
      { GroupId: "sg-eks", GroupName: "eks", Tags: tags({ "aws:eks:cluster-name": CLUSTER }) },
      { GroupId: "sg-other", GroupName: "other", Tags: tags(OTHER) },
      { GroupId: "sg-none", GroupName: "none" },
    ];
    expect(await found({ "ec2 describe-security-groups": { SecurityGroups } })).toEqual([
      "block security group sg-tagged",
      "block security group sg-other",
      "block security group sg-none",
    ]);
  });

  test("interfaces: those of services, endpoints and nodes are known, others stop the run", async () => {
    const answers = {
      "ec2 describe-vpc-endpoints": {
        // Its id is in a state.
        VpcEndpoints: [{ VpcEndpointId: "vpc-1", NetworkInterfaceIds: ["eni-endpoint"], Tags: tags(OWN) }],
      },
      "ec2 describe-network-interfaces": {
        NetworkInterfaces: [
          { NetworkInterfaceId: "eni-endpoint" },
          { NetworkInterfaceId: "eni-service", RequesterManaged: true },
          { NetworkInterfaceId: "eni-nat", InterfaceType: "nat_gateway" },
          { NetworkInterfaceId: "eni-instance", Attachment: { InstanceId: "i-1" } },
          { NetworkInterfaceId: "eni-hand", Description: "by hand" },
        ],
      },
    };
    expect(await found(answers, "occupants", { cluster: ["aws_eks_cluster.main"] })).toEqual([
      "block interface eni-hand",
    ]);
    expect(await found(answers)).toEqual(["block interface eni-instance", "block interface eni-hand"]);
  });

  test("load balancers of other VPCs are of no interest", async () => {
    const answers = (VpcId: string) => ({
      "elbv2 describe-load-balancers": { LoadBalancers: [{ LoadBalancerArn: "arn:lb", VpcId }] },
      "elbv2 describe-tags": {
        TagDescriptions: VpcId === "vpc-1" ? [{ ResourceArn: "arn:lb", Tags: [] }] : [],
      },
    });
    expect(await found(answers("vpc-1"))).toEqual(["block load balancer arn:lb"]);
    expect(await found(answers("vpc-2"))).toEqual([]);
  });
});

test("OPS-02 the group that EKS made is deleted only after the cluster, and one with the tag of people stays", async () => {
  const owned = { [`kubernetes.io/cluster/${CLUSTER}`]: "owned" };
  const answers = {
    "ec2 describe-security-groups": {
      SecurityGroups: [
        {
          GroupId: "sg-1",
          GroupName: "eks",
          VpcId,
          Tags: tags({ ...owned, "aws:eks:cluster-name": CLUSTER }),
        },
        { GroupId: "sg-2", GroupName: "by hand", VpcId, Tags: tags(owned) },
        { GroupId: "sg-3", GroupName: "elsewhere", VpcId: "vpc-2", Tags: tags(owned) },
      ],
    },
  };
  expect(await new Simulated(E, answers).items("network", "cluster-groups")).toEqual([]);
  expect(treated(await new Simulated(E, answers, NETWORK).items("network", "cluster-groups"))).toEqual([
    "delete security group sg-1",
    "name security group sg-2",
  ]);
});

describe("OPS-02 databases, backups and buckets of the state", () => {
  const [database] = new Simulated(E, {}).facts.databases;
  const protectedOne = { DBInstances: [{ DeletionProtection: true }] };

  test("a protected database stops the run, with the command that lifts the protection", async () => {
    const machine = new Simulated(
      E,
      {
        "rds describe-db-instances": "DBInstanceNotFound",
        [`rds describe-db-instances --db-instance-identifier ${database?.name}`]: protectedOne,
      },
      { cluster: [database?.address ?? ""] },
    );
    const [item] = await machine.items("cluster", "databases");
    expect(item).toMatchObject({ treatment: "block", id: database?.name });
    expect(item?.remove.join(" ")).toContain("--no-deletion-protection");
  });

  test("an older last snapshot stops the run", async () => {
    const machine = new Simulated(
      E,
      {
        "rds describe-db-instances": { DBInstances: [{}] },
        "rds describe-db-snapshots": { DBSnapshots: [{}] },
      },
      { cluster: [database?.address ?? ""] },
    );
    expect(treated(await machine.items("cluster", "databases"))).toEqual([
      `block database snapshot ${database?.finalSnapshot}`,
    ]);
  });

  test.each(["databases", "recovery-points", "buckets"])(
    "%s: a resource that was removed from the state is left alone",
    async (id) => {
      const machine = new Simulated(E, {
        "rds describe-db-instances": protectedOne,
        "backup list-recovery-points-by-backup-vault": { RecoveryPoints: [{ RecoveryPointArn: "arn:rp" }] },
        "s3api list-object-versions": { Versions: [{ Key: "a" }] },
      });
      expect(await machine.items("cluster", id)).toEqual([]);
    },
  );

  test("recovery points and objects stop the run", async () => {
    const { vaults, buckets } = new Simulated(E, {}).facts;
    const machine = new Simulated(
      E,
      {
        "backup list-recovery-points-by-backup-vault": { RecoveryPoints: [{ RecoveryPointArn: "arn:rp" }] },
        "s3api list-object-versions": { DeleteMarkers: [{ Key: "a" }] },
      },
      { cluster: [...vaults, ...buckets].map(({ address }) => address) },
    );
    expect(treated(await machine.items("cluster", "recovery-points"))).toEqual([
      "block recovery point arn:rp",
    ]);
    expect(treated(await machine.items("cluster", "buckets"))).toEqual(
      buckets.map(({ name }) => `block bucket ${name}`),
    );
  });
});

test("OPS-02 a repository is deleted where the state names its ARN, and one whose name fits stays", async () => {
  const answers = {
    "ecr describe-repositories": {
      repositories: [`${E}/own`, `${E}/payments-api`, `${E}-two/model`].map((repositoryName) => ({
        repositoryName,
        repositoryArn: `arn:${repositoryName}`,
      })),
    },
  };
  const state = { cluster: ["aws_ecr_repository.own"] };
  const machine = new Simulated(E, answers, state, undefined, () => ({ arn: `arn:${E}/own` }));
  const items = await machine.items("cluster", "repositories");
  expect(treated(items)).toEqual([`delete repository ${E}/own`, `name repository ${E}/payments-api`]);
  expect(items[1]?.because).toContain("other teams can use these names");
});

test("OPS-02 log groups that a stack declares are deleted only after its destroy, by the state that it had", async () => {
  const answers = {
    [`logs describe-log-groups --log-group-name-prefix /aws/eks/${CLUSTER}/`]: {
      logGroups: [{ logGroupName: `/aws/eks/${CLUSTER}/cluster` }],
    },
  };
  expect(await new Simulated(E, answers).items("cluster", "log-groups")).toEqual([]);
  const machine = new Simulated(E, answers, {});
  expect(treated(await machine.items("cluster", "log-groups"))).toEqual([
    `name log group /aws/eks/${CLUSTER}/cluster`,
  ]);
  const facts = { ...machine.facts, recorded: new Set([`/aws/eks/${CLUSTER}/cluster`]) };
  const look = new Look(machine.session(), facts);
  expect(treated(await machine.step("cluster", "log-groups").find(look))).toEqual([
    `delete log group /aws/eks/${CLUSTER}/cluster`,
  ]);
});

test("OPS-02 log groups with the name of a database are left, also those that no stack declares", async () => {
  const [database] = new Simulated(E, {}).facts.databases;
  const prefix = `/aws/rds/instance/${database?.name}/`;
  const answers = {
    [`logs describe-log-groups --log-group-name-prefix ${prefix}`]: {
      logGroups: ["error", "slowquery"].map((log) => ({ logGroupName: `${prefix}${log}` })),
    },
  };
  expect(treated(await new Simulated(E, answers).items("cluster", "log-groups"))).toEqual([
    `name log group ${prefix}slowquery`,
  ]);
  expect(treated(await new Simulated(E, answers, {}).items("cluster", "log-groups"))).toEqual([
    `name log group ${prefix}error`,
    `name log group ${prefix}slowquery`,
  ]);
});

test("OPS-02 volumes are named and not deleted, and only those of the cluster or the environment", async () => {
  const volume = (VolumeId: string, values: Record<string, string>) => ({ VolumeId, Tags: tags(values) });
  const machine = new Simulated(E, {
    "ec2 describe-volumes": {
      Volumes: [
        volume("vol-own", OWN),
        volume("vol-cluster", { [`kubernetes.io/cluster/${CLUSTER}`]: "owned" }),
        volume("vol-other", { "kubernetes.io/cluster/another": "owned" }),
        volume("vol-other-tagged", { ...OWN, "kubernetes.io/cluster/another": "owned" }),
        volume("vol-none", {}),
      ],
    },
  });
  expect(treated(await machine.items("cluster", "volumes"))).toEqual([
    "name volume vol-own",
    "name volume vol-cluster",
  ]);
});

test("OPS-02 a secret in its recovery window is named, with the command that ends the window where the state named it", async () => {
  const machine = new Simulated(E, {
    "secretsmanager list-secrets": {
      SecretList: [
        { Name: "own", ARN: "arn:own", DeletedDate: "2026-11-22", Tags: tags(OWN) },
        { Name: "other", ARN: "arn:other", Tags: tags({ ...OTHER }) },
      ],
    },
  });
  const items = await machine.items("cluster", "secrets");
  expect(treated(items)).toEqual(["name secret own"]);
  expect(items[0]?.because).toContain("recovery window");
  expect(items[0]?.remove).toContain("describe-secret");
  const look = new Look(machine.session(), { ...machine.facts, recorded: new Set(["arn:own"]) });
  const [recorded] = await machine.step("cluster", "secrets").find(look);
  expect(recorded?.remove).toContain("--force-delete-without-recovery");
});

describe("OPS-02 leftovers", () => {
  const mapped = (arn: string, layer: string) => ({ ResourceARN: arn, Tags: tags({ ...OWN, layer }) });
  const answers = {
    "resourcegroupstaggingapi get-resources": {
      ResourceTagMappingList: [
        mapped("arn:aws:sns:eu-central-1:1:topic", "cluster"),
        mapped("arn:aws:kms:eu-central-1:1:key/ending", "cluster"),
        mapped("arn:aws:s3:::bucket", "state"),
      ],
    },
    "kms describe-key": '"PendingDeletion"',
  };

  test("a layer with resources in its state is not searched", async () => {
    const machine = new Simulated(
      E,
      { ...answers, "kms describe-key": {} },
      { state: ["a.b"], cluster: ["c.d"] },
    );
    const found = await leftoversOf(machine.session(), machine.facts);
    expect(found.map(({ id }) => id)).toEqual([]);
  });

  test("the rest of other layers is named, and never to be deleted by the run", async () => {
    const machine = new Simulated(E, answers, { state: ["a.b"] });
    const found = await leftoversOf(machine.session(), machine.facts);
    expect(found.map(({ id }) => id)).toContain("arn:aws:sns:eu-central-1:1:topic");
    expect(found.map(({ id }) => id)).not.toContain("arn:aws:s3:::bucket");
    expect(new Set(found.map(({ treatment }) => treatment))).toEqual(new Set(["name"]));
    expect(machine.calls.filter((call) => /delete-/.test(call))).toEqual([]);
  });

  test("a listing that AWS refuses is named as not looked at", async () => {
    const machine = new Simulated(E, { "resourcegroupstaggingapi get-resources": "AccessDenied" }, {});
    const found = await leftoversOf(machine.session(), machine.facts);
    expect(found).toContainEqual(expect.objectContaining({ kind: "not looked at" }));
  });
});
