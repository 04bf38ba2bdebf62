/** An error that Terraform reports for an expression or a block. */
export class Mistake extends Error {}
