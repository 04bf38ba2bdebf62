import { type SentenceCase } from "./case";

const CLUSTER = "aws_eks_cluster.main";
const DATABASE = "aws_db_instance.main";

const cluster = (config: object) => ({ [CLUSTER]: { name: "main", ...config } });
const version = (number: string) => cluster({ version: number });
const authenticating = (authentication_mode: string) => cluster({ access_config: { authentication_mode } });
const serving = (service_ipv4_cidr: string) => cluster({ kubernetes_network_config: { service_ipv4_cidr } });
const encrypted = (key_arn: string) =>
  cluster({ encryption_config: { resources: ["secrets"], provider: { key_arn } } });
const within = (...subnet_ids: string[]) => cluster({ vpc_config: { subnet_ids } });

/** Changes that nothing leads back from. */
export const ONE_WAY_SENTENCES: readonly SentenceCase[] = [
  {
    before: version("1.36"),
    after: version("1.37"),
    lines: [
      "attention, cannot go back: Kubernetes version of aws_eks_cluster.main: 1.36 → 1.37; EKS returns a control plane to the previous minor version only within 7 days of the upgrade, and while nodes and add-ons run with that version",
    ],
  },
  {
    before: version("1.36"),
    after: version("1.35"),
    lines: [
      "attention, cannot go back: Kubernetes version of aws_eks_cluster.main: 1.36 → 1.35; EKS accepts it within 7 days of an in-place upgrade from 1.35, and rejects it later",
    ],
  },
  {
    before: version("1.36"),
    after: version("1.34"),
    lines: [
      "attention, cannot go back: Kubernetes version of aws_eks_cluster.main: 1.36 → 1.34; EKS rejects a downgrade by more than one minor version",
    ],
  },
  {
    before: authenticating("API_AND_CONFIG_MAP"),
    after: authenticating("API"),
    lines: [
      "attention, cannot go back: authentication mode of aws_eks_cluster.main: API_AND_CONFIG_MAP → API: it can only change from CONFIG_MAP to API_AND_CONFIG_MAP to API",
    ],
  },
  {
    before: authenticating("API"),
    after: authenticating("CONFIG_MAP"),
    lines: [
      "attention, cannot go back: authentication mode of aws_eks_cluster.main: API → CONFIG_MAP: it can only change from CONFIG_MAP to API_AND_CONFIG_MAP to API",
    ],
  },
  {
    before: serving("172.20.0.0/16"),
    after: serving("10.100.0.0/16"),
    lines: [
      "attention, cannot go back: service range or IP family of aws_eks_cluster.main: 172.20.0.0/16 → 10.100.0.0/16: both are fixed when the cluster is created",
    ],
    topic: "Irreversible changes",
  },
  {
    before: cluster({ kubernetes_network_config: { ip_family: "ipv4" } }),
    after: cluster({ kubernetes_network_config: { ip_family: "ipv6" } }),
    lines: [
      "attention, cannot go back: service range or IP family of aws_eks_cluster.main: ipv4 → ipv6: both are fixed when the cluster is created",
    ],
    topic: "Irreversible changes",
  },
  {
    before: encrypted("key-a"),
    after: encrypted("key-b"),
    lines: [
      "attention, cannot go back: KMS key of Secrets of aws_eks_cluster.main: key-a → key-b: a key can be added once, and cannot be changed or removed",
    ],
    topic: "Irreversible changes",
  },
  {
    before: cluster({}),
    after: encrypted("key-b"),
    lines: [
      'attention, cannot go back: KMS key of Secrets of aws_eks_cluster.main: not set → {"resources":["secrets"],"provider":{"key_arn":"key-b"}}: a key can be added once, and cannot be changed or removed',
    ],
    topic: "Irreversible changes",
  },
  {
    before: within("subnet-1"),
    after: within("subnet-2"),
    lines: [
      'attention, in place: subnets of the control plane of aws_eks_cluster.main: ["subnet-1"] → ["subnet-2"]: EKS accepts only subnets in the zones that the cluster was created in',
    ],
  },
  {
    before: { [DATABASE]: { allocated_storage: 20 } },
    after: { [DATABASE]: { allocated_storage: 50 } },
    lines: [
      "attention, cannot go back: storage of the database of aws_db_instance.main: 20 → 50: RDS can raise it, and refuses to lower it",
    ],
  },
  {
    before: { [DATABASE]: { engine_version: "16.4" } },
    after: { [DATABASE]: { engine_version: "17.2" } },
    lines: [
      "attention, cannot go back: version of the database engine of aws_db_instance.main: 16.4 → 17.2: a database cannot return to an older version; RDS restores a backup as another database",
    ],
  },
  {
    layer: "network",
    before: { "data.aws_vpc.main": { id: "vpc-1" } },
    after: { "data.aws_vpc.main": { id: "vpc-2" } },
    lines: [
      "attention: id of data.aws_vpc.main: vpc-1 → vpc-2; Terraform replaces each group, endpoint and attachment in the VPC, and EKS accepts only subnets of the VPC that the cluster was created in",
    ],
  },
  {
    layer: "network",
    before: { "data.aws_subnet.a": { id: "subnet-1" } },
    after: { "data.aws_subnet.a": { id: "subnet-2" } },
    lines: [
      "attention: id of data.aws_subnet.a: subnet-1 → subnet-2; Terraform replaces the node groups in the subnet, and moves endpoints and the control plane",
    ],
  },
];
