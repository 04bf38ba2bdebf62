import { type Layers } from "./pairs";
import { topicLines } from "./topic-lines";

describe("the Kubernetes version", () => {
  const version =
    (to: string) =>
    ({ cluster }: Layers) =>
      (cluster.resource.aws_eks_cluster.main.version = to);

  test("an upgrade is irreversible after seven days, or with upgraded nodes and add-ons", () => {
    expect(topicLines("Versions", version("1.37"))).toEqual([
      expect.stringMatching(
        /^attention: Kubernetes version of aws_eks_cluster\.main: 1\.36 → 1\.37; EKS returns a control plane to the previous minor version only within 7 days of the upgrade, and while nodes and add-ons run with that version$/,
      ),
    ]);
  });

  test("a downgrade by one minor version is possible for seven days", () => {
    expect(topicLines("Versions", version("1.35"))).toEqual([
      expect.stringMatching(
        /EKS accepts it within 7 days of an in-place upgrade from 1\.35, and rejects it later$/,
      ),
    ]);
  });

  test("a downgrade by more minor versions is reported as rejected by EKS", () => {
    expect(topicLines("Versions", version("1.34"))).toEqual([
      expect.stringMatching(/EKS rejects a downgrade by more than one minor version$/),
    ]);
  });
});

test.each<[subject: string, edit: (layers: Layers) => void]>([
  [
    "authentication mode",
    ({ cluster }) => (cluster.resource.aws_eks_cluster.main.access_config.authentication_mode = "CONFIG_MAP"),
  ],
  [
    "service range or IP family",
    ({ cluster }) =>
      (cluster.resource.aws_eks_cluster.main.kubernetes_network_config = {
        service_ipv4_cidr: "172.20.0.0/16",
      }),
  ],
  [
    "service range or IP family",
    ({ cluster }) =>
      (cluster.resource.aws_eks_cluster.main.kubernetes_network_config = { ip_family: "ipv6" }),
  ],
  [
    "KMS key",
    ({ cluster }) =>
      (cluster.resource.aws_eks_cluster.main.encryption_config.provider.key_arn = "arn:aws:kms:x"),
  ],
  [
    "subnets of the control plane",
    ({ cluster }) => (cluster.resource.aws_eks_cluster.main.vpc_config.subnet_ids = ["subnet-1"]),
  ],
])("a change of %s is irreversible", (subject, edit) => {
  const found = topicLines("Irreversible changes", edit);
  expect(found).toEqual([expect.stringMatching(new RegExp(`^attention: ${subject}`))]);
});
