import { type PulledChart } from "./chart-release";

/**
 * Command that upgrades the CRDs of a running cluster to those of the chart. Helm installs CRDs once and
 * never upgrades them.
 */
export function crdUpgradeCommand({ name, repository, version }: PulledChart): string {
  const source = repository.startsWith("oci://") ? `${repository}/${name}` : `${name} --repo ${repository}`;
  // Helm owns the fields that it installed; `--force-conflicts` takes them over.
  return `helm show crds ${source} --version ${version} | kubectl apply --server-side --force-conflicts -f -`;
}
