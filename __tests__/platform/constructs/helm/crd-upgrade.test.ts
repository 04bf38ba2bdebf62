import { crdUpgradeCommand } from "../../../../src/platform/constructs/helm/crd-upgrade";

const chart = {
  name: "aws-load-balancer-controller",
  repository: "https://aws.github.io/eks-charts",
  version: "3.5.0",
};

test("LBC-01 CRDs are upgraded from the chart's public repository", () => {
  expect(crdUpgradeCommand(chart)).toBe(
    "helm show crds aws-load-balancer-controller --repo https://aws.github.io/eks-charts --version 3.5.0" +
      " | kubectl apply --server-side --force-conflicts -f -",
  );
});

test("LBC-01 CRDs are upgraded from a private registry, whose charts have no index", () => {
  expect(crdUpgradeCommand({ ...chart, repository: "oci://registry.example.com/charts" })).toContain(
    "helm show crds oci://registry.example.com/charts/aws-load-balancer-controller --version 3.5.0 |",
  );
});
