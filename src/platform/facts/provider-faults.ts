import { allowsVersion } from "../../shared/terraform/version-constraint";

/** A fault of provider releases that a stack of this project meets. */
export interface ProviderFault {
  readonly source: string;
  /** Affected releases, as a version constraint. */
  readonly releases: string;
  readonly fault: string;
}

/**
 * Releases within the version ranges of the stacks that must not be selected. A constraint can exclude single versions only,
 * so the ranges are compared with the selected versions: those of a lock file, or those that `init` selected.
 *
 * Sources: changelog and issues of hashicorp/terraform-provider-aws and hashicorp/terraform-provider-kubernetes (read
 * 2026-11-20).
 */
export const PROVIDER_FAULTS: readonly ProviderFault[] = [
  {
    source: "hashicorp/aws",
    releases: ">= 6.0.0, < 6.2.0",
    fault: "a plan fails with an identity error for objects of 5.x",
  },
  {
    source: "hashicorp/aws",
    releases: ">= 6.0.0, < 6.3.0",
    fault: "the provider panics when tags change",
  },
  {
    source: "hashicorp/aws",
    releases: ">= 6.0.0, < 6.5.0",
    fault: "a plan with -refresh=false replaces objects of 5.x because of their region",
  },
  {
    source: "hashicorp/aws",
    releases: ">= 6.3.0, < 6.8.0",
    fault: "an apply of a KMS key waits for its tags until it times out",
  },
  {
    source: "hashicorp/aws",
    releases: ">= 6.11.0, < 6.16.0",
    fault: "the data source aws_lb fails with `Invalid address to set`",
  },
  {
    source: "hashicorp/aws",
    releases: "6.14.0",
    fault: "a plan fails with an identity error",
  },
  {
    source: "hashicorp/aws",
    releases: "6.22.0",
    fault: "the provider crashes when it validates tags",
  },
  {
    source: "hashicorp/aws",
    releases: "6.28.0",
    fault: "a change of private_dns_enabled replaces a VPC endpoint (issue 46776)",
  },
  {
    source: "hashicorp/kubernetes",
    releases: "< 3.2.1",
    fault:
      "with Terraform 1.12 or later and with OpenTofu, an Ingress or Service whose wait timed out can no longer be planned (issue 2859)",
  },
];

/** Faults of a selected version; `source` is without a registry host. */
export const faultsOf = (source: string, version: string): readonly ProviderFault[] =>
  PROVIDER_FAULTS.filter((fault) => fault.source === source && allowsVersion(fault.releases, version));
