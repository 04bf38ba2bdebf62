import { changedFile, file, loadBundles, section } from "../../support/bundles";

beforeAll(loadBundles);

const change = (environment: string, layer: string): string =>
  section(file(environment, `${layer}/README.md`), "## Change it");

describe("the README describes the effect of a changed variable:", () => {
  test("instance types replace node groups, old ones first", () => {
    expect(change("ml-inference-prod", "cluster")).toContain(
      '- `node_groups["general"].instance_types` replaces `aws_eks_node_group.main["general/a"]`, `aws_eks_node_group.main["general/b"]`. Terraform destroys all of them at the same time, before it creates the new ones.',
    );
  });

  test("the disk size replaces nodes", () => {
    expect(change("ml-inference-prod", "cluster")).toContain(
      '- `node_groups["general"].disk_gib` replaces every node of `aws_eks_node_group.main["general/a"]`',
    );
  });

  test("an image tag replaces pods", () => {
    expect(change("mlapp", "models")).toContain(
      '- `models["model-service"].image_tag` replaces the pods of `kubernetes_deployment_v1.main["model-service"]` in a rolling update.',
    );
  });

  test("a variable in `count` creates or destroys resources", () => {
    expect(change("retail-forecast-option-b", "network")).toContain(
      "- `demo_enabled` creates or destroys `aws_lb.demo`, `aws_lb_listener.http`",
    );
  });

  test("a variable in an output changes other modules", () => {
    expect(change("retail-forecast", "network")).toContain("- `certificate_arn` is also in an output");
  });

  test("variables that replace nothing are not listed", () => {
    expect(change("mlapp", "platform")).toContain("- `environment` replaces `aws_iam_role.");
    expect(change("mlapp", "platform")).not.toContain("`owner`");
  });
});

describe("with an autoscaler outside of Terraform, the README", () => {
  const scaled = async (): Promise<string> =>
    section(
      await changedFile(
        "ml-inference-prod",
        { cluster: { externalNodeAutoscaler: true } },
        "cluster/README.md",
      ),
      "## Change it",
    );

  test.each(["general-a", "general-b"])(
    "has the command that sets the number of nodes of %s",
    async (group) => {
      expect(await scaled()).toContain(
        `aws eks update-nodegroup-config --region ap-southeast-2 --cluster-name ml-inference-prod-cluster --nodegroup-name ${group} --scaling-config desiredSize=N\n`,
      );
    },
  );

  test("states that nothing in the modules changes the number", async () => {
    expect(await scaled()).toContain("Nothing in these modules changes the number");
  });
});

test("without an autoscaler, the README states that a lower minimum removes nodes, and has no command", () => {
  const text = change("ml-inference-prod", "cluster");
  expect(text).toContain("A lower minimum removes nodes");
  expect(text).not.toContain("update-nodegroup-config");
});

describe("the README describes a Kubernetes upgrade:", () => {
  test("the arguments that set the version, with their files", () => {
    expect(change("ml-inference-prod", "cluster")).toContain(
      "Kubernetes 1.36 is set in `version` of `aws_eks_cluster` (cluster.tf), `version` of `aws_eks_node_group` (node-groups.tf), `kubernetes_version` of `data.aws_eks_addon_version` (addons.tf).",
    );
  });

  test("one minor version at a time", () => {
    expect(change("ml-inference-prod", "cluster")).toContain("one minor version at a time");
  });
});
