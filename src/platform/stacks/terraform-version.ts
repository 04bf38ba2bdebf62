/** Version constraint for Terraform. */
export const TERRAFORM_VERSION = ">= 1.11.0";
