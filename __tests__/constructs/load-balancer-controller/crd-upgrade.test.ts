import { CHARTS } from "../../../src/catalog/charts";
import { crdUpgradeCommand } from "../../../src/constructs/load-balancer-controller/crd-upgrade";

test("LBC-01 CRDs are upgraded from the chart's public repository", () => {
  expect(crdUpgradeCommand(CHARTS["aws-load-balancer-controller"])).toBe(
    "helm show crds aws-load-balancer-controller --repo https://aws.github.io/eks-charts --version 3.5.0" +
      " | kubectl apply --server-side --force-conflicts -f -",
  );
});

test("LBC-01 CRDs are upgraded from a private registry, whose charts have no index", () => {
  const mirrored = {
    ...CHARTS["aws-load-balancer-controller"],
    repository: "oci://registry.example.com/charts",
  };
  expect(crdUpgradeCommand(mirrored)).toContain(
    "helm show crds oci://registry.example.com/charts/aws-load-balancer-controller --version 3.5.0 |",
  );
});
