/**
 * Version constraints for Terraform and providers. The lock file beside each stack pins versions within them.
 */
export const TERRAFORM_VERSION = ">= 1.11.0";
