/** The resources, providers and backend of a stack, among the files of its folder. */
export const STACK_FILE = "cdk.tf.json";

/**
 * The Terraform version that a stack requires. It is not in `cdk.tf.json`: checkov 3.3.30 reads no resource of a JSON file
 * with `terraform.required_version`, and reports success (bridgecrewio/checkov issue 7454, read 2026-11-20). Move it back
 * when the fix of pull request 7467 is released.
 */
export const VERSIONS_FILE = "versions.tf.json";

export const versionsFile = (terraform: string): string =>
  `${JSON.stringify({ terraform: { required_version: terraform } }, null, 2)}\n`;
