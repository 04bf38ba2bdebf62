import type { ChartRow } from "../../catalog/charts";

/** Brings the CRDs of a running cluster to those of the chart, which Helm installs once and never upgrades. */
export function crdUpgradeCommand({ chart, repository, version }: ChartRow): string {
  const source = repository.startsWith("oci://") ? `${repository}/${chart}` : `${chart} --repo ${repository}`;
  // Helm owns the fields of what it installed; this run takes them over.
  return `helm show crds ${source} --version ${version} | kubectl apply --server-side --force-conflicts -f -`;
}
