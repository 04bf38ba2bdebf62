import { resizes } from "../../src/infrastructure/capacity-resizes";
import { type JsonObject } from "../../src/terraform/stack-json";

/** A stack with a node group that leaves its number of nodes to EKS. */
const stackWith = (clusterName: string): JsonObject => ({
  resource: {
    aws_eks_cluster: { main: { name: "prod" }, other: { name: "${var.name}" } },
    aws_eks_node_group: {
      workers: {
        cluster_name: clusterName,
        node_group_name: "prod-workers",
        lifecycle: { ignore_changes: ["scaling_config[0].desired_size"] },
      },
    },
  },
});

test.each(["dev", "${aws_eks_cluster.main.name}", "${aws_eks_cluster.main.id}"])(
  "the command for a group names the cluster of %s",
  (name) => {
    const cluster = name === "dev" ? "dev" : "prod";
    expect(resizes(stackWith(name)).map(({ command }) => command)).toEqual([
      `aws eks update-nodegroup-config --cluster-name ${cluster} --nodegroup-name prod-workers --scaling-config desiredSize=N`,
    ]);
  },
);

test.each(["${var.cluster}", "${aws_eks_cluster.other.name}", "${aws_eks_cluster.missing.name}"])(
  "a group of the cluster %s, whose name is not known, has no command",
  (name) => {
    expect(resizes(stackWith(name))).toEqual([]);
  },
);
